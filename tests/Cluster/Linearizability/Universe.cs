using System.Diagnostics;
using System.Security.Cryptography;

namespace Members.Tests.Cluster.Linearizability;

/// <summary>
/// Five fresh addresses, and some clients that fight for them through any gateways. First <see cref="Load"/>, during
/// which the caller may break whatever it likes; then, when all is whole again, <see cref="Settle"/>. What happened is in
/// <see cref="History"/>.
/// </summary>
internal sealed class Universe : IDisposable
{
    private static readonly SocketsHttpHandler Connections = new() { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly UniverseOptions _options;
    private readonly HttpClient _http;
    private readonly Mix _mix;
    private readonly Crew _crew;

    /// <param name="gateways">Where the API is served.</param>
    /// <param name="key">An API key.</param>
    /// <param name="seed">What is chosen at random follows from it, as far as the answers are the same.</param>
    /// <param name="options">How much, and how patiently.</param>
    public Universe(IReadOnlyList<Uri> gateways, string key, int seed, UniverseOptions? options = null)
    {
        _options = options ?? new UniverseOptions();
        _http = new HttpClient(_options.Handler ?? Connections, disposeHandler: false) { Timeout = _options.TimeLimit };
        _mix = new Mix(seed);
        _crew = new Crew(new MembersApi(Name, _http, key), gateways, _mix, History, _options.Patience);
    }

    /// <summary>What its addresses begin with; it finds them in the product's logs and tables.</summary>
    public string Name { get; } = $"u{RandomNumberGenerator.GetHexString(12, lowercase: true)}";

    /// <summary>All that was done so far.</summary>
    public History History { get; } = new(TimeProvider.System);

    /// <summary>The load: random operations from several clients at once.</summary>
    public async Task Load(CancellationToken cancellation = default)
    {
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var left = _options.Operations;
        await Task.WhenAll(Enumerable.Range(0, _options.Clients).Select(Drive));

        async Task Drive(int firstGateway)
        {
            try
            {
                var client = new Client(_crew, firstGateway);
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await client.Do(_mix.Next(), failure.Token);
                }
            }
            catch
            {
                // One that fails stops all.
                await failure.CancelAsync();
                throw;
            }
        }
    }

    /// <summary>
    /// The last reads, from one client, for when the faults are over: a login of every address with every password, and
    /// then a registration of each address that is nobody's, which must succeed within a while (contract I3).
    /// </summary>
    /// <param name="reservation">How long unfinished work may keep an address.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The addresses that nobody logs in with and nobody can register: there must be none.</returns>
    public async Task<IReadOnlyList<int>> Settle(TimeSpan reservation, CancellationToken cancellation = default)
    {
        var client = new Client(_crew, 0);
        var (free, stuck) = (new List<int>(), new List<int>());
        for (var address = 0; address < IndexModel.Addresses; address++)
        {
            if (!await HasOwner(client, address, cancellation))
            {
                free.Add(address);
            }
        }

        foreach (var address in free)
        {
            if (!await Obtain(client, address, reservation, cancellation))
            {
                stuck.Add(address);
            }
        }

        return stuck;
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> Obtain(Client client, int address, TimeSpan reservation, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var registration = _mix.RegisterAt(address);
            if (await client.Do(registration, cancellation) == Result.Ok)
            {
                await Answer(client, registration with { Kind = OperationKind.Login }, cancellation);
                return true;
            }

            // What was unknown may have taken effect only now, this registration too.
            if (await HasOwner(client, address, cancellation))
            {
                return true;
            }

            if (watch.Elapsed > reservation)
            {
                return false;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<bool> HasOwner(Client client, int address, CancellationToken cancellation)
    {
        var owned = false;
        foreach (var attempt in _mix.Attempts)
        {
            owned |= await Answer(client, new Plan(OperationKind.Login, address, attempt), cancellation) is Result.Ok or Result.Blocked;
        }

        return owned;
    }

    private async Task<Result> Answer(Client client, Plan plan, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await client.Do(plan, cancellation) is not Result.Unknown and var result)
            {
                return result;
            }

            if (watch.Elapsed > _options.Patience)
            {
                throw new TimeoutException($"No {plan.Kind} at a{plan.Address} of {Name} got an answer that says within {_options.Patience}.");
            }
        }
    }
}

/// <summary>How much a universe does, and how patiently.</summary>
internal sealed record UniverseOptions
{
    /// <summary>How many clients there are at a time.</summary>
    public int Clients { get; init; } = 8;

    /// <summary>How many operations the load has.</summary>
    public int Operations { get; init; } = 200;

    /// <summary>How long a request may take before its outcome is unknown.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long there may be nobody who takes a request or, once the faults are over, no answer that says; then the run fails.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The connections, when they are not to be real ones.</summary>
    public HttpMessageHandler? Handler { get; init; }
}
