using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Roadstead.Server.Hosting;

/// <summary>What Kestrel throws when it cannot listen at an address.</summary>
internal static class ListenFailure
{
    /// <summary>Somebody else listens there. Who begins to between Kestrel's two steps is met by the second, and only the first has an exception of its own.</summary>
    public static bool IsTaken(Exception e) => e is IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse };

    /// <summary>Why not, and what to do, for one line of text; null when it is another failure.</summary>
    public static string? Reason(Exception e) => e switch
    {
        _ when IsTaken(e) => "another program listens there: end it, or choose another port",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine has no such address: choose one that it has, 127.0.0.1 for this machine alone, 0.0.0.0 for all its addresses",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "the right to this port is lacking: choose one from 1024 on",
        SocketException => e.Message,

        // localhost stands for two addresses; neither could be had.
        IOException { InnerException: AggregateException { InnerExceptions: [SocketException first, ..] } } => Reason(first),
        _ => null,
    };
}
