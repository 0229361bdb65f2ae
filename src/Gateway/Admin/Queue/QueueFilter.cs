using Members.Admission;
using Members.Gateway.Admission;
using Members.Gateway.Authentication;
using Microsoft.AspNetCore.WebUtilities;

namespace Members.Gateway.Admin.Queue;

/// <summary>Which applications a list shows. All of it is in the address, so that a view can be kept and passed on.</summary>
internal sealed record QueueFilter
{
    public const string Newest = "newest";

    public string? Status { get; init; }

    public string? Domain { get; init; }

    public string? Network { get; init; }

    public string? Rule { get; init; }

    public string? Invitation { get; init; }

    public string? Text { get; init; }

    public string? Order { get; init; }

    public string? Cursor { get; init; }

    /// <summary>The status that all of the list have; null when they may have several.</summary>
    public string? OnlyStatus => Status is null ? "PENDING"
        : Status == QueueEndpoints.Any || Status.Contains(',', StringComparison.Ordinal) ? null
        : Status;

    /// <summary>What narrows the list, beside the status: by the name in the address.</summary>
    public IEnumerable<(string Name, string Value)> Narrowing => Named().Where(f => f.Name is not ("status" or "order" or "cursor"));

    /// <summary>The address of the list, after its path.</summary>
    public string Query => QueryHelpers.AddQueryString("", Named().Select(f => KeyValuePair.Create(f.Name, (string?)f.Value)));

    /// <summary>The filter in a query or a form. An input that was left empty filters nothing.</summary>
    public static QueueFilter Of(Func<string, string?> read)
    {
        return new()
        {
            Status = Given("status"),
            Domain = Given("domain"),
            Network = Given("network"),
            Rule = Given("rule"),
            Invitation = Given("invitation"),
            Text = Given("q"),
            Order = Given("order"),
            Cursor = Given("cursor"),
        };

        string? Given(string name) => string.IsNullOrWhiteSpace(read(name)) ? null : read(name)!.Trim();
    }

    /// <summary>The list that the API answers by the same names.</summary>
    public ApplicationQuery Read(RequestReader reader) =>
        QueueEndpoints.Read(Status, Domain, Network, Rule, Invitation, Text, Order, null, Cursor, reader);

    /// <summary>Everybody who matches and applied before a time.</summary>
    public BulkFilterBody Until(DateTimeOffset? submittedBefore) =>
        new(Status, Domain, Network, Rule, Invitation, Text, submittedBefore);

    /// <summary>The same without one of the filters, from the beginning.</summary>
    public QueueFilter Without(string name) => name switch
    {
        "domain" => this with { Domain = null, Cursor = null },
        "network" => this with { Network = null, Cursor = null },
        "rule" => this with { Rule = null, Cursor = null },
        "invitation" => this with { Invitation = null, Cursor = null },
        "q" => this with { Text = null, Cursor = null },
        _ => this with { Status = null, Cursor = null },
    };

    /// <summary>What is not left out, by the name in the address.</summary>
    public IEnumerable<(string Name, string Value)> Named()
    {
        (string Name, string? Value)[] all =
        [
            ("status", Status), ("domain", Domain), ("network", Network), ("rule", Rule), ("invitation", Invitation), ("q", Text),
            ("order", Order), ("cursor", Cursor),
        ];
        return all.Where(f => f.Value is not null).Select(f => (f.Name, f.Value!));
    }
}
