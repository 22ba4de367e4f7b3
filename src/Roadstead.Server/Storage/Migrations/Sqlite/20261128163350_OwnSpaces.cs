using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Roadstead.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OwnSpaces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AttemptedAt",
                table: "Spaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsProxyCache",
                table: "Spaces",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Message",
                table: "Spaces",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Presence",
                table: "Spaces",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "QuotaBytes",
                table: "Spaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Reason",
                table: "Spaces",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RemoteCreatedAt",
                table: "Spaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemoteId",
                table: "Spaces",
                type: "TEXT",
                maxLength: 255,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RemoteQuotaBytes",
                table: "Spaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RemoteVisibility",
                table: "Spaces",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Removing",
                table: "Spaces",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // Edited: the spaces that are there are ready.
            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "Spaces",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "Ready");

            migrationBuilder.AddColumn<long>(
                name: "StateChangedAt",
                table: "Spaces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SpaceUsages",
                columns: table => new
                {
                    SpaceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    UsedBytes = table.Column<long>(type: "INTEGER", nullable: true),
                    Repositories = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpaceUsages", x => x.SpaceId);
                    table.ForeignKey(
                        name: "FK_SpaceUsages_Spaces_SpaceId",
                        column: x => x.SpaceId,
                        principalTable: "Spaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SpaceUsages");

            migrationBuilder.DropColumn(
                name: "AttemptedAt",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "IsProxyCache",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "Message",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "Presence",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "QuotaBytes",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "RemoteCreatedAt",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "RemoteId",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "RemoteQuotaBytes",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "RemoteVisibility",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "Removing",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "State",
                table: "Spaces");

            migrationBuilder.DropColumn(
                name: "StateChangedAt",
                table: "Spaces");
        }
    }
}
