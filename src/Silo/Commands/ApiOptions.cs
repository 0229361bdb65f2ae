using System.CommandLine;

namespace Members.Silo.Commands;

/// <summary>The options that say which Members a command is for.</summary>
internal sealed class ApiOptions
{
    private readonly Option<Uri?> _url = new("--url")
    {
        Description = "Address of a Members that serves, such as https://members.example.org; without it, the data directory is used",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : Wrong(result, "--url must be an address such as https://members.example.org."),
    };

    private readonly Option<FileInfo?> _keyFile = new("--key-file")
    {
        Description = "File with an API key that has all scopes, for a Members that serves; otherwise the variable MEMBERS_KEY",
    };

    private readonly Option<DirectoryInfo?> _data = new("--data")
    {
        Description = "Data directory; otherwise the setting Members__DataDirectory",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object, for scripts" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_keyFile);
        command.Options.Add(_data);
        command.Options.Add(_json);
    }

    /// <summary>Where the result goes.</summary>
    public Output Output(ParseResult parsed) => new(parsed.GetValue(_json));

    /// <summary>Connects to the Members that is meant, or starts one on its data directory until the command has ended.</summary>
    public Task<ApiConnection> Connect(ParseResult parsed, CancellationToken cancellationToken) =>
        ApiConnection.Open(parsed.GetValue(_url), parsed.GetValue(_keyFile), parsed.GetValue(_data), cancellationToken);

    private static Uri? Wrong(System.CommandLine.Parsing.ArgumentResult result, string sentence)
    {
        result.AddError(sentence);
        return null;
    }
}
