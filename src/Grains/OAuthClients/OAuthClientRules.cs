using System.Collections.Immutable;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.OAuth;
using Members.Outcomes;

namespace Members.Grains.OAuthClients;

/// <summary>The rules of OAuth clients.</summary>
internal static class OAuthClientRules
{
    /// <summary>The most clients of a site: all are in one record (contract I16).</summary>
    public const int MaxClients = 100;

    /// <summary>The most entries of a list.</summary>
    public const int MaxEntries = 20;

    private const int MaxName = 100;

    private const string Address =
        "An address must be https, http on localhost, or an app's own scheme with a dot in it, without a fragment, "
        + "of at most 2048 characters.";

    private const string Origin = "An origin must be as browsers write it, such as https://www.example.org or http://localhost:3000.";

    /// <summary>Adds a client.</summary>
    public static Decision<OAuthClientsRecord, Outcome<OAuthClient>> Create(
        OAuthClientsRecord record, CreateOAuthClient command, Guid id, TokenKey visitorKey, DateTimeOffset now)
    {
        var violations = Violations(command).ToList();
        if (record.Clients.Length >= MaxClients)
        {
            violations.Add(new("name", "TOO_MANY", $"There are {MaxClients} clients already, and there can be no more. Delete one."));
        }

        if (violations.Count > 0)
        {
            return new(null, new Refusal.Invalid([.. violations]));
        }

        var client = new OAuthClientRecord
        {
            Id = id,
            Name = command.Name,
            RedirectUris = OrNone(command.RedirectUris),
            Origins = OrNone(command.Origins),
            PostLogoutRedirectUris = OrNone(command.PostLogoutRedirectUris),
            RotateRefreshTokens = command.RotateRefreshTokens,
            DirectLogin = command.DirectLogin,
            AccountManagement = command.AccountManagement,
            CreatedAt = now,
            VisitorKey = visitorKey,
        };
        return new(record with { Clients = record.Clients.Add(client) }, client.View());
    }

    /// <summary>Removes a client, and with it the key of its visitors' tokens.</summary>
    public static Decision<OAuthClientsRecord, bool> Delete(OAuthClientsRecord record, Guid client) => record.Find(client) is { } known
        ? new(record with { Clients = record.Clients.Remove(known) }, true)
        : new(null, false);

    /// <summary>Every rule that a new client breaks.</summary>
    public static IEnumerable<Violation> Violations(CreateOAuthClient command)
    {
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > MaxName || command.Name.Any(char.IsControl))
        {
            yield return new("name", "INVALID_NAME", $"A client needs a name of 1 to {MaxName} printable characters.");
        }

        var lists = Entries("redirectUris", command.RedirectUris, RedirectUri.IsAllowed, "INVALID_REDIRECT_URI", Address)
            .Concat(Entries("origins", command.Origins, IsOrigin, "INVALID_ORIGIN", Origin))
            .Concat(Entries(
                "postLogoutRedirectUris", command.PostLogoutRedirectUris, RedirectUri.IsAllowed, "INVALID_REDIRECT_URI", Address));
        foreach (var violation in lists)
        {
            yield return violation;
        }

        if (command.RedirectUris.IsDefaultOrEmpty && command.Origins.IsDefaultOrEmpty)
        {
            yield return new(
                "redirectUris", "NOWHERE_TO_SEND", "A client needs a redirect URI or an origin: codes must be sent somewhere.");
        }
    }

    private static IEnumerable<Violation> Entries(
        string field, ImmutableArray<string> entries, Func<string, bool> isAllowed, string rule, string sentence)
    {
        var all = OrNone(entries);
        if (all.Length > MaxEntries)
        {
            yield return new(field, "TOO_MANY", $"There may be at most {MaxEntries} entries.");
        }

        if (all.Distinct(StringComparer.Ordinal).Count() != all.Length)
        {
            yield return new(field, "DUPLICATE", "An entry is there twice.");
        }

        // Named by their place: the text itself may be anything.
        for (var i = 0; i < Math.Min(all.Length, MaxEntries); i++)
        {
            if (all[i] is not { } entry || !isAllowed(entry))
            {
                yield return new($"{field}[{i}]", rule, sentence);
            }
        }
    }

    private static bool IsOrigin(string text) => text.Length <= RedirectUri.MaxLength && WebOrigin.Is(text);

    private static ImmutableArray<string> OrNone(ImmutableArray<string> entries) => entries.IsDefault ? [] : entries;
}
