namespace Members.Tests.Bench.Load;

/// <summary>When the requests of a client are due. All clients together make a constant rate.</summary>
/// <param name="rate">Requests a second of all clients; null when each sends as fast as it is answered.</param>
/// <param name="clients">How many clients there are.</param>
/// <param name="client">Which of them this is, from 0.</param>
internal readonly struct Schedule(double? rate, int clients, int client)
{
    /// <summary>When a request is due, in seconds after the start; null when as soon as the one before it is answered.</summary>
    /// <param name="request">Which of the client's requests, from 0.</param>
    public double? Due(long request) => ((request * clients) + client) / rate;
}
