using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Storage;

/// <summary>What only records: history, counts, audit, settings.</summary>
internal static class RecordModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<StorageMeasurementRow>(row =>
        {
            row.ToTable("StorageMeasurements");
            row.HasKey(r => new { r.RegistryId, r.At });
            row.HasOne<Registry>().WithMany().HasForeignKey(r => r.RegistryId).OnDelete(DeleteBehavior.Cascade);
        });

        builder.Entity<HealthSignal>(signal =>
        {
            signal.HasKey(s => new { s.RegistryId, s.Name });
            signal.HasOne<Registry>().WithMany().HasForeignKey(s => s.RegistryId).OnDelete(DeleteBehavior.Cascade);
        });

        // No foreign keys: counts and audit outlive what they tell of.
        builder.Entity<AccessCount>(count =>
        {
            count.HasKey(c => new { c.Minute, c.Cluster, c.Namespace, c.Image, c.Reason });
        });

        builder.Entity<AuditEntry>(entry =>
        {
            entry.Property(e => e.Id).ValueGeneratedOnAdd();
            entry.HasIndex(e => e.At);
            entry.HasIndex(e => e.Object);
            entry.HasIndex(e => e.Actor);
        });

        builder.Entity<Setting>().HasKey(s => s.Key);
    }
}
