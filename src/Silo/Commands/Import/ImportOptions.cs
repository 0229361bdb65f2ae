using System.CommandLine;
using System.Text;
using Members.Accounts;
using Members.Gateway.Import.Sources;

namespace Members.Silo.Commands.Import;

/// <summary>The options of an import that say what the file is and how it is read.</summary>
internal sealed class ImportOptions
{
    private readonly Argument<FileInfo[]> _files = new("file")
    {
        Description = "The file; for some sources a second one that belongs to it",
        Arity = new ArgumentArity(1, 2),
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = $"What it is an export of, if it is not to be found out: {string.Join(", ", Names())}",
    };

    private readonly Option<string?> _map = new("--map")
    {
        Description = "Columns of a table: email=E-Mail,firstName=Vorname,custom.Street=Street,answer.why=Why",
    };

    private readonly Option<string[]> _statuses = new("--status")
    {
        Description = "What a word for a status means, as WORD=ACTIVE, PENDING, BLOCKED, REJECTED or OFFLINE; again for each",
    };

    private readonly Option<string?> _defaultStatus = new("--default-status")
    {
        Description = "Status of members of whom the file tells none; ACTIVE",
    };

    private readonly Option<bool> _verified = new("--verified") { Description = "Take addresses as verified where the file does not say" };
    private readonly Option<bool> _noPasswords = new("--no-passwords") { Description = "Leave the hashes of passwords out" };

    private readonly Option<bool> _dropHashes = new("--drop-unknown-hashes")
    {
        Description = "Import members whose hash is not understood without a password",
    };

    private readonly Option<bool> _keepIds = new("--keep-ids") { Description = "Keep the ids of a Wix members query" };
    private readonly Option<string?> _idField = new("--id-field") { Description = "Custom field that keeps the id of the old site" };
    private readonly Option<string?> _encoding = new("--encoding") { Description = "Encoding of the file, such as windows-1252; UTF-8" };
    private readonly Option<string?> _separator = new("--separator") { Description = "What separates the cells of a table; found out" };

    private readonly Option<string?> _dateFormat = new("--date-format")
    {
        Description = "Form of dates in a table, such as dd.MM.yyyy; ISO 8601",
    };

    private readonly Option<FileInfo?> _firebase = new("--firebase-parameters")
    {
        Description = "File with the \"Password hash parameters\" of the Firebase console, as copied there or as JSON",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_files);
        foreach (var option in new Option[]
        {
            _source, _map, _statuses, _defaultStatus, _verified, _noPasswords, _dropHashes, _keepIds, _idField, _encoding, _separator,
            _dateFormat, _firebase,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The files.</summary>
    /// <exception cref="CommandFault">One does not exist.</exception>
    public IReadOnlyList<SourceFile> Files(ParseResult parsed)
    {
        var files = parsed.GetRequiredValue(_files);
        return files.FirstOrDefault(f => !f.Exists) is { } missing
            ? throw new CommandFault($"There is no file '{missing}'.", ExitCodes.Usage)
            : [.. files.Select(f => SourceFile.At(f.FullName))];
    }

    /// <summary>Where the report goes if nothing else is said: beside the file.</summary>
    public FileInfo Report(ParseResult parsed) => new(parsed.GetRequiredValue(_files)[0].FullName + ".report.csv");

    /// <summary>The source that is named; null to find it out.</summary>
    public IImportSource? Source(ParseResult parsed) => parsed.GetValue(_source) switch
    {
        null => null,
        var name => ImportSources.Find(name) ?? throw Wrong($"There is no source '{name}'. There are {string.Join(", ", Names())}."),
    };

    /// <summary>How the file is read.</summary>
    /// <exception cref="CommandFault">An option is wrong.</exception>
    public SourceOptions Read(ParseResult parsed) => new()
    {
        Encoding = Encoding(parsed.GetValue(_encoding)),
        Separator = Separator(parsed.GetValue(_separator)),
        Columns = Columns(parsed.GetValue(_map)),
        Statuses = (parsed.GetValue(_statuses) ?? [])
            .Select(Status)
            .ToDictionary(s => s.Word, s => s.Status, StringComparer.OrdinalIgnoreCase),
        DefaultStatus = parsed.GetValue(_defaultStatus) is { } status ? StatusOf(status) : MemberStatus.Active,
        AssumeVerified = parsed.GetValue(_verified),
        Passwords = !parsed.GetValue(_noPasswords),
        DropUnknownHashes = parsed.GetValue(_dropHashes),
        KeepIds = parsed.GetValue(_keepIds),
        IdField = parsed.GetValue(_idField),
        DateFormat = parsed.GetValue(_dateFormat),
        Firebase = parsed.GetValue(_firebase) is { } file ? Firebase(file) : null,
    };

    private static IEnumerable<string> Names() => ImportSources.All.Select(s => s.Name);

    private static Encoding? Encoding(string? name)
    {
        System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return name is null ? null : System.Text.Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw Wrong($"There is no encoding '{name}'. Common ones are utf-8, utf-16 and windows-1252.");
        }
    }

    private static char? Separator(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var one] => one,
        _ => throw Wrong("The --separator must be one character, or tab."),
    };

    private static ColumnMap? Columns(string? text) => text is null ? null
        : ColumnMap.TryParse(text, out var map, out var problem) ? map : throw Wrong($"The --map is wrong: {problem}");

    private static (string Word, MemberStatus Status) Status(string text) => text.Split('=', 2) is [var word, var status]
        ? (word.Trim(), StatusOf(status))
        : throw Wrong("A --status must be of the form WORD=STATUS.");

    private static MemberStatus StatusOf(string text) => Enum.TryParse<MemberStatus>(text.Trim(), ignoreCase: true, out var status)
        && status != MemberStatus.None && Enum.IsDefined(status)
        ? status
        : throw Wrong($"There is no status '{text.Trim()}'. There are ACTIVE, PENDING, BLOCKED, REJECTED and OFFLINE.");

    private static FirebaseParameters Firebase(FileInfo file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file.FullName);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"The file of the Firebase parameters cannot be read: {fault.Message}");
        }

        return FirebaseParameters.TryParse(text, out var parameters)
            ? parameters
            : throw Wrong("The file of the Firebase parameters must have base64_signer_key, base64_salt_separator, rounds and mem_cost.");
    }

    private static CommandFault Wrong(string sentence) => new(sentence, ExitCodes.Usage);
}
