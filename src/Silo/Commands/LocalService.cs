using System.Security.Cryptography;
using Members.Gateway.Access;
using Members.Secrets;
using Members.Silo.Hosting;

namespace Members.Silo.Commands;

/// <summary>
/// A Members that a command starts for itself on the data directory, while nothing serves. It listens on a socket that nobody else may
/// open, with a key that nobody else knows.
/// </summary>
internal sealed class LocalService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private LocalService(WebApplication app, string folder, HttpClient client) => (_app, _folder, Client) = (app, folder, client);

    /// <summary>Calls its API with all rights.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it; null when another process uses the data directory.</summary>
    /// <exception cref="CommandFault">The settings are of a cluster, whose members are not in the data directory.</exception>
    /// <exception cref="StartupException">It cannot start.</exception>
    public static async Task<LocalService?> TryStart(DirectoryInfo? data, CancellationToken cancellationToken)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("members-").FullName;
        var socket = Path.Combine(folder, "api");
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        try
        {
            string[] args =
            [
                $"--urls=http://unix:{socket}",
                .. data is null ? Array.Empty<string>() : [$"--Members:DataDirectory={data.FullName}"],
            ];
            var key = ApiKeySecret.TryParse(secret, out var parsed) ? parsed : throw new InvalidOperationException("It is no key.");
            var app = await MembersHost.Build(args, builder => Prepare(builder, key), HostPurpose.Command);
            await app.StartAsync(cancellationToken);
            return new LocalService(app, folder, ApiClients.Of($"http://unix:{socket}", secret));
        }
        catch (DataDirectoryInUseException)
        {
            System.IO.Directory.Delete(folder, recursive: true);
            return null;
        }
        catch
        {
            System.IO.Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>The address at which the Members listens that uses the data directory.</summary>
    /// <exception cref="CommandFault">It has not started.</exception>
    public static async Task<string> AddressOfServing(DirectoryInfo? data)
    {
        var directory = data?.FullName ?? MembersHost.ReadSettings([]).Silo.DataDirectory;
        return await ServingAddress.Read(directory) ?? throw new CommandFault(
            $"Another process uses {directory} and is not ready, or is a command. Try again, or give the address of Members with --url.");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private static void Prepare(WebApplicationBuilder builder, ApiKeySecret secret)
    {
        if (builder.Configuration["Members:Database"] is { Length: > 0 })
        {
            throw new CommandFault(
                "The settings name a database, so the members are those of a cluster. Give the address of its gateway with --url.",
                ExitCodes.Usage);
        }

        // The command says what there is to say. Only the audit events are written down.
        var data = builder.Configuration["Members:DataDirectory"] ?? new MembersSiloOptions().DataDirectory;
        builder.Logging.ClearProviders().AddProvider(new AuditFile(Path.Combine(data, "commands.log")));
        builder.Services.AddSingleton(new OperatorAccess(secret));
    }
}
