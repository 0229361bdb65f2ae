using System.CommandLine;
using System.Text.Json;
using Members.Silo.Backup;
using Members.Silo.Hosting;

namespace Members.Silo.Commands;

/// <summary>Restores a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var options = new DataOptions();
        var file = new Argument<FileInfo>("file") { Description = "The backup" };
        var revoke = new Option<bool>("--revoke-keys") { Description = "Revoke all API keys; `members key` makes another" };
        var command = new Command(
            "restore",
            "Restores a backup into a data directory or database that has no members. All sessions, codes and mailed links of before end.")
        {
            file, revoke,
        };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, settings) = (options.Output(parsed), options.Read(parsed));
            using var backup = await BackupReader.Open(parsed.GetRequiredValue(file).FullName, cancellationToken);
            var now = TimeProvider.System.GetUtcNow();
            var report = await Run(
                backup, settings, new RestoreRules(now, settings.Members.EventsPerMember, parsed.GetValue(revoke)), cancellationToken);
            output.Result(Json(backup.Manifest, report, now), Words(backup.Manifest, report, now));
            return report.Unreadable.Count == 0 ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static async Task<RestoreReport> Run(
        BackupReader backup, DataSettings settings, RestoreRules rules, CancellationToken cancellationToken)
    {
        var target = settings.Database is null ? BackupDatabase.Sqlite : BackupDatabase.PostgreSql;
        if (backup.Manifest.Database != target)
        {
            throw new BackupFault(
                settings.Database is null
                    ? "The backup is of a PostgreSQL database: name an empty one with the setting Members__Database."
                    : "The backup is of a SQLite file, and the settings name a PostgreSQL database. Restore it without Members__Database.");
        }

        if (settings.Database is null)
        {
            using var data = DataDirectory.Open(settings.Directory);
            return await SqliteRestore.Run(backup, data, rules, cancellationToken);
        }

        await using var database = settings.OpenDatabase();
        return await PostgresRestore.Run(backup, database, rules, cancellationToken);
    }

    private static JsonElement Json(BackupManifest made, RestoreReport report, DateTimeOffset now) => JsonSerializer.SerializeToElement(new
    {
        madeAt = made.MadeAt,
        restoredAt = now,
        members = report.Members,
        sessionsEnded = report.Sessions,
        mailsDropped = report.Mails,
        apiKeys = report.Keys.Select(k => new { id = k.Id, name = k.Name }),
        oauthClients = report.Clients.Select(c => new { id = c.Id, name = c.Name }),
        staff = report.Staff.Select(s => new { member = s.Member, email = s.Email, roles = s.Roles.ToString() }),
        unreadable = report.Unreadable,
    });

    private static IEnumerable<string> Words(BackupManifest made, RestoreReport report, DateTimeOffset now) =>
    [
        $"{report.Members} members are restored as they were at {made.MadeAt:u}, from a backup by Members {made.Version}.",
        $"All sessions, codes and mailed links of before have ended: {report.Sessions} sessions. "
            + $"{report.Mails} mails that waited are dropped.",
        $"What happened from {made.MadeAt:u} to {now:u} is lost. Look for it in the log of that time, and do again what must be: "
            + "blocks and rejections (user_blocked, user_rejected), deletions (user_deleted), staff who left (authz_change), keys and "
            + "clients (key_revoked, client_deleted), invitations withdrawn (invitation_revoked).",
        .. List("API key that is good", report.Keys.Select(k => $"{k.Id} {k.Name}")),
        .. List("OAuth client", report.Clients.Select(c => $"{c.Id} {c.Name}")),
        .. List("Staff", report.Staff.Select(s => $"{s.Email ?? s.Member.ToString()} {s.Roles}")),
        .. List("Cannot be read, and is restored as it is", report.Unreadable),
    ];

    private static IEnumerable<string> List(string what, IEnumerable<string> items) => items.Select(i => $"{what}: {i}");
}
