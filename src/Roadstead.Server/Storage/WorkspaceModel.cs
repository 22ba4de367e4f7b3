using Microsoft.EntityFrameworkCore;
using Roadstead.Server.Storage.Entities;

namespace Roadstead.Server.Storage;

/// <summary>A workspace goes only when it is empty (Restrict); what says nothing without its parent goes with it (Cascade).</summary>
internal static class WorkspaceModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<Cluster>(cluster =>
        {
            cluster.Property(c => c.Id).ValueGeneratedNever();
            cluster.Property(c => c.Name).HasMaxLength(63);
            cluster.HasAlternateKey(c => c.Name);
            cluster.Property(c => c.Uid).HasMaxLength(64);
            cluster.HasIndex(c => c.Uid).IsUnique();
        });

        builder.Entity<LeavingCluster>(cluster =>
        {
            cluster.Property(c => c.Id).ValueGeneratedNever();
            cluster.Property(c => c.Name).HasMaxLength(63);
            cluster.Property(c => c.Uid).HasMaxLength(64);
        });

        builder.Entity<Workspace>(workspace =>
        {
            workspace.Property(w => w.Id).ValueGeneratedNever();
            workspace.Property(w => w.Name).HasMaxLength(63);
            workspace.Property(w => w.DisplayName).HasMaxLength(100);
            workspace.HasIndex(w => w.Name).IsUnique();
        });

        builder.Entity<WorkspaceMember>(member =>
        {
            member.HasKey(m => new { m.WorkspaceId, m.UserId });
            member.HasOne(m => m.Workspace).WithMany(w => w.Members).HasForeignKey(m => m.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
            member.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        });

        builder.Entity<WorkspaceNamespace>(ns =>
        {
            ns.HasKey(n => new { n.Cluster, n.Namespace });
            ns.Property(n => n.Cluster).HasMaxLength(63);
            ns.Property(n => n.Namespace).HasMaxLength(63);
            ns.HasOne(n => n.Workspace).WithMany(w => w.Namespaces).HasForeignKey(n => n.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
            ns.HasOne<Cluster>().WithMany().HasForeignKey(n => n.Cluster).HasPrincipalKey(c => c.Name).OnDelete(DeleteBehavior.Restrict);
        });

        // The account goes with its namespace's row, so that none outlives the membership by an oversight.
        builder.Entity<GatewayAccount>(account =>
        {
            account.Property(a => a.Id).ValueGeneratedNever();
            account.Property(a => a.Account).HasMaxLength(128);
            account.HasIndex(a => a.Account).IsUnique();
            account.HasIndex(a => new { a.Cluster, a.Namespace, a.Generation }).IsUnique();
            account.HasOne<WorkspaceNamespace>().WithMany().HasForeignKey(a => new { a.Cluster, a.Namespace }).OnDelete(DeleteBehavior.Cascade);
            account.HasOne<Workspace>().WithMany().HasForeignKey(a => a.WorkspaceId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
