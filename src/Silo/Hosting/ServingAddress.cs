using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Members.Silo.Hosting;

/// <summary>
/// Tells the commands of this machine where the process listens that uses a data directory: they must call that one and no other. It is
/// in a file of the directory, and good while the directory is locked.
/// </summary>
internal sealed class ServingAddress(DataDirectory data, IServer server) : IHostedLifecycleService
{
    private const string Name = "members.address";

    /// <summary>The address; null while the process that uses the directory has not started.</summary>
    /// <param name="directory">The data directory.</param>
    public static async Task<string?> Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        return File.Exists(path) && await File.ReadAllTextAsync(path) is { Length: > 0 } address ? address.Trim() : null;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => File.WriteAllTextAsync(
        data.PrivateFile(Name), server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "", cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        File.Delete(data.Combine(Name)); // what a process has left that was killed
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        File.Delete(data.Combine(Name));
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
