using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Roadstead.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Kubernetes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "NeedsNewSecret",
                table: "GatewayAccounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "AdmissionSecretCipher",
                table: "Clusters",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "KubeconfigCipher",
                table: "Clusters",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Server",
                table: "Clusters",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NeedsNewSecret",
                table: "GatewayAccounts");

            migrationBuilder.DropColumn(
                name: "AdmissionSecretCipher",
                table: "Clusters");

            migrationBuilder.DropColumn(
                name: "KubeconfigCipher",
                table: "Clusters");

            migrationBuilder.DropColumn(
                name: "Server",
                table: "Clusters");
        }
    }
}
