using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Roadstead.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RegistryEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Artifacts",
                table: "StorageMeasurements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Repositories",
                table: "StorageMeasurements",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "EventSecretCipher",
                table: "Registries",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "WorkspaceId",
                table: "LeavingRegistries",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Artifacts",
                table: "StorageMeasurements");

            migrationBuilder.DropColumn(
                name: "Repositories",
                table: "StorageMeasurements");

            migrationBuilder.DropColumn(
                name: "EventSecretCipher",
                table: "Registries");

            migrationBuilder.DropColumn(
                name: "WorkspaceId",
                table: "LeavingRegistries");
        }
    }
}
