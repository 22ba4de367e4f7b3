using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Roadstead.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class IncludedSpaces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Aliases",
                table: "Spaces",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Includes",
                table: "Spaces",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Aliases",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "Includes",
                table: "Spaces");
        }
    }
}
