using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Members.Gateway.Hosting;

/// <summary>The file of a Unix socket that the server is to listen on.</summary>
internal static class UnixSocketFile
{
    // ENXIO, the answer to who opens a socket as if it were a file.
    private const int NoSuchDevice = 6;

    /// <summary>
    /// Why the server could not listen there, in a sentence; null when it can. A socket that a killed process left behind is removed.
    /// </summary>
    public static string? Fault(string path)
    {
        try
        {
            var endpoint = new UnixDomainSocketEndPoint(path);
            return (Path.Exists(path) ? Clear(path, endpoint) : null) ?? Try(endpoint);
        }
        catch (Exception fault) when (fault is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"The socket {path} cannot be used: {fault.Message.TrimEnd('.')}. Set ASPNETCORE_URLS to another one.";
        }
    }

    private static string? Clear(string path, UnixDomainSocketEndPoint endpoint)
    {
        if (IsAnswered(endpoint))
        {
            return $"The socket {path} is in use by another process. Set ASPNETCORE_URLS to another one.";
        }

        if (!IsSocket(path))
        {
            return $"ASPNETCORE_URLS names the socket {path}, but that is something else. Remove it, or name another.";
        }

        File.Delete(path);
        return null;
    }

    private static bool IsAnswered(UnixDomainSocketEndPoint endpoint)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            client.Connect(endpoint);
            return true;
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return false;
        }
    }

    // The system refuses a connection to any other file in the same words. For reading and writing, so that a named pipe does not wait.
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
            return false;
        }
        catch (IOException fault)
        {
            return fault.HResult == NoSuchDevice;
        }
        catch (UnauthorizedAccessException) when (System.IO.Directory.Exists(path))
        {
            return false;
        }
    }

    // Makes the file, which goes again with the socket.
    private static string? Try(UnixDomainSocketEndPoint endpoint)
    {
        using var probe = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        return null;
    }
}
