using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Roadstead.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LeavingClusters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Uid",
                table: "Clusters",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LeavingClusters",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Server = table.Column<string>(type: "TEXT", nullable: false),
                    Uid = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    KubeconfigCipher = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AdmissionSecretCipher = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LeftAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LeavingClusters", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Clusters_Uid",
                table: "Clusters",
                column: "Uid",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LeavingClusters");

            migrationBuilder.DropIndex(
                name: "IX_Clusters_Uid",
                table: "Clusters");

            migrationBuilder.DropColumn(
                name: "Uid",
                table: "Clusters");
        }
    }
}
