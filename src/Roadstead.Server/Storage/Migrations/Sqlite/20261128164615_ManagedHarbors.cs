using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Roadstead.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ManagedHarbors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IntegrateFoundHarbors",
                table: "Clusters",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "ManagedHarbors",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Cluster = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Namespace = table.Column<string>(type: "TEXT", maxLength: 63, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Made = table.Column<bool>(type: "INTEGER", nullable: false),
                    Uid = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Settings = table.Column<string>(type: "TEXT", nullable: true),
                    SecretsCipher = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PasswordGeneration = table.Column<int>(type: "INTEGER", nullable: false),
                    ExternalUrl = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<string>(type: "TEXT", nullable: true),
                    Choice = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RegistryId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwnRegistryId = table.Column<Guid>(type: "TEXT", nullable: true),
                    FollowedUrl = table.Column<string>(type: "TEXT", nullable: true),
                    Deleting = table.Column<bool>(type: "INTEGER", nullable: false),
                    DeleteStorage = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagedHarbors", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ManagedHarbors_Clusters_Cluster",
                        column: x => x.Cluster,
                        principalTable: "Clusters",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ManagedHarbors_Cluster_Namespace_Name",
                table: "ManagedHarbors",
                columns: new[] { "Cluster", "Namespace", "Name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ManagedHarbors");

            migrationBuilder.DropColumn(
                name: "IntegrateFoundHarbors",
                table: "Clusters");
        }
    }
}
