using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Storage;

internal static class HarborModel
{
    public static void Configure(ModelBuilder builder) => builder.Entity<ManagedHarbor>(harbor =>
    {
        harbor.Property(h => h.Id).ValueGeneratedNever();
        harbor.Property(h => h.Cluster).HasMaxLength(63);
        harbor.Property(h => h.Namespace).HasMaxLength(63);
        harbor.Property(h => h.Name).HasMaxLength(253);
        harbor.Property(h => h.Uid).HasMaxLength(64);
        harbor.HasIndex(h => new { h.Cluster, h.Namespace, h.Name }).IsUnique();
        harbor.HasOne<Cluster>().WithMany().HasForeignKey(h => h.Cluster).HasPrincipalKey(c => c.Name).OnDelete(DeleteBehavior.Cascade);
    });
}
