using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Storage;

internal static class RegistryModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<Registry>(registry =>
        {
            registry.Property(r => r.Id).ValueGeneratedNever();
            registry.Property(r => r.Name).HasMaxLength(63);
            registry.Property(r => r.DisplayName).HasMaxLength(100);

            // Two indexes, because a null is equal to no other null: the first speaks for workspaces, the second for the platform.
            registry.HasIndex(r => new { r.WorkspaceId, r.Name }).IsUnique();
            registry.HasIndex(r => r.Name).IsUnique().HasFilter("\"WorkspaceId\" IS NULL").HasDatabaseName("IX_Registries_Platform_Name");
            registry.HasOne(r => r.Workspace).WithMany().HasForeignKey(r => r.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        });

        builder.Entity<RegistryHost>(host =>
        {
            host.HasKey(h => new { h.RegistryId, h.Host });
            host.Property(h => h.Host).HasMaxLength(255);
            host.HasIndex(h => new { h.WorkspaceId, h.Host }).IsUnique();
            host.HasIndex(h => h.Host).IsUnique().HasFilter("\"WorkspaceId\" IS NULL").HasDatabaseName("IX_RegistryHosts_Platform_Host");
            host.HasOne<Registry>().WithMany(r => r.Hosts).HasForeignKey(h => h.RegistryId).OnDelete(DeleteBehavior.Cascade);
        });

        builder.Entity<RemovedHost>(host =>
        {
            host.Property(h => h.Id).ValueGeneratedNever();
            host.Property(h => h.Host).HasMaxLength(255);
            host.HasIndex(h => new { h.WorkspaceId, h.Host }).IsUnique();
            host.HasIndex(h => h.Host).IsUnique().HasFilter("\"WorkspaceId\" IS NULL").HasDatabaseName("IX_RemovedHosts_Platform_Host");
            host.HasOne<Workspace>().WithMany().HasForeignKey(h => h.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
        });

        builder.Entity<Space>(space =>
        {
            space.Property(s => s.Id).ValueGeneratedNever();
            space.Property(s => s.Name).HasMaxLength(255);
            space.Property(s => s.Prefix).HasMaxLength(255);
            space.Property(s => s.RemoteId).HasMaxLength(255);
            space.Ignore(s => s.IsMarkedHereOnly);
            space.HasIndex(s => new { s.RegistryId, s.Name }).IsUnique();
            space.HasIndex(s => new { s.RegistryId, s.Prefix }).IsUnique();
            space.HasOne(s => s.Registry).WithMany(r => r.Spaces).HasForeignKey(s => s.RegistryId).OnDelete(DeleteBehavior.Cascade);
        });

        builder.Entity<SpaceUsage>(usage =>
        {
            usage.HasKey(u => u.SpaceId);
            usage.HasOne<Space>().WithOne(s => s.Usage).HasForeignKey<SpaceUsage>(u => u.SpaceId).OnDelete(DeleteBehavior.Cascade);
        });

        // No foreign keys: rows outlive registry, workspace and cluster until the accounts are gone at the registry.
        builder.Entity<PullIdentity>(identity =>
        {
            identity.Property(i => i.Id).ValueGeneratedNever();
            identity.Property(i => i.Cluster).HasMaxLength(63);
            identity.Property(i => i.Name).HasMaxLength(128);
            identity.HasIndex(i => new { i.RegistryId, i.WorkspaceId, i.Cluster, i.Generation }).IsUnique();
            identity.HasIndex(i => i.Name).IsUnique();
        });

        builder.Entity<LeavingRegistry>(registry =>
        {
            registry.Property(r => r.Id).ValueGeneratedNever();
            registry.Property(r => r.Name).HasMaxLength(63);
        });

        builder.Entity<Binding>(binding =>
        {
            binding.HasKey(b => new { b.SpaceId, b.WorkspaceId });
            binding.HasOne(b => b.Space).WithMany(s => s.Bindings).HasForeignKey(b => b.SpaceId).OnDelete(DeleteBehavior.Cascade);
            binding.HasOne(b => b.Workspace).WithMany().HasForeignKey(b => b.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
