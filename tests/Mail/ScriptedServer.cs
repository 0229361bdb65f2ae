using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Members.Tests.Mail;

/// <summary>
/// A mail server whose every answer is the test's. Its steps are <c>CONNECT</c>, the verb of each command, and <c>END</c> for the dot
/// that ends a mail. It offers SMTPUTF8 and enhanced status codes, as Postfix does.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    /// <summary>The answer that closes the connection instead.</summary>
    public const string Close = "close";

    private const string Offers = "250-mail.example.org\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Task<string>> _answers = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _reached = new();
    private readonly Task _running;

    private ScriptedServer()
    {
        _listener.Start();
        _running = Run();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The commands of all conversations.</summary>
    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>The mails that came, answered or not.</summary>
    public ConcurrentQueue<string> Mails { get; } = [];

    public static ScriptedServer Start(params (string Step, string Answer)[] answers)
    {
        var server = new ScriptedServer();
        foreach (var (step, answer) in answers)
        {
            server._answers[step] = Task.FromResult(answer);
        }

        return server;
    }

    /// <summary>Answers a step when the test says so.</summary>
    public TaskCompletionSource<string> Hold(string step)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[step] = answer.Task;
        return answer;
    }

    /// <summary>Waits for a conversation to come to a step.</summary>
    public Task Reached(string step) => Reach(step).Task.WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>The first command of a verb.</summary>
    public string Command(string verb) => Commands.First(c => VerbOf(c) == verb);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static string VerbOf(string command) => command.Split(' ')[0].ToUpperInvariant();

    private static string Usual(string step) => step switch
    {
        "CONNECT" => "220 mail.example.org",
        "EHLO" => Offers,
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };

    private TaskCompletionSource Reach(string step) =>
        _reached.GetOrAdd(step, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task Run()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
            {
                conversations.Add(Converse(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(conversations).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Converse(TcpClient client)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        if (!await Answer(client, "CONNECT"))
        {
            return;
        }

        while (await reader.ReadLineAsync(_stop.Token) is { } command)
        {
            Commands.Enqueue(command);
            var verb = VerbOf(command);
            if (!await Answer(client, verb) || verb == "QUIT")
            {
                return;
            }

            if (verb == "DATA" && (await AnswerTo("DATA")).StartsWith('3'))
            {
                Mails.Enqueue(await ReadMail(reader));
                if (!await Answer(client, "END"))
                {
                    return;
                }
            }
        }
    }

    private async Task<bool> Answer(TcpClient client, string step)
    {
        Reach(step).TrySetResult();
        var answer = await AnswerTo(step);
        if (answer == Close)
        {
            return false;
        }

        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), _stop.Token);
        return true;
    }

    private Task<string> AnswerTo(string step) =>
        (_answers.GetValueOrDefault(step) ?? Task.FromResult(Usual(step))).WaitAsync(_stop.Token);

    private async Task<string> ReadMail(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            mail.Append(line).Append("\r\n");
        }

        return mail.ToString();
    }
}
