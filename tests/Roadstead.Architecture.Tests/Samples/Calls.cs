using Microsoft.EntityFrameworkCore;

namespace Roadstead.Server.Spaces
{
    internal sealed class SampleSpaces(Storage.SampleStore db)
    {
        public static DateTimeOffset Now => DateTimeOffset.UtcNow;

        public static HttpClient Client() => new(new SocketsHttpHandler());

        public async Task SaveAsync(CancellationToken cancellationToken) => await db.SaveChangesAsync(cancellationToken);

        public async Task DeleteAsync(CancellationToken cancellationToken) => await db.Set<object>().ExecuteDeleteAsync(cancellationToken);
    }
}

namespace Roadstead.Server.Identity
{
    internal sealed class SampleUsers(Storage.SampleStore db)
    {
        public int Save() => db.SaveChanges();
    }
}
