using System.Text;

namespace Members.Tests.EndToEnd;

/// <summary>A source of settings that cannot be read ends the start of a silo and of a gateway with a sentence that names it.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, string, string> Faults
    {
        get
        {
            var faults = new TheoryData<string, string, string>();
            foreach (var program in new[] { "Silo", "Gateway" })
            {
                faults.Add(program, "cut off", "appsettings.json'");
                faults.Add(program, "empty", "appsettings.json'");
                faults.Add(program, "a setting twice", "appsettings.json'");
                faults.Add(program, "UTF-16 without a mark", "appsettings.json'");
                faults.Add(program, "a folder", "appsettings.json' is a folder, where a file with settings was to be.");
                faults.Add(program, "an unreadable file", "appsettings.json'");
                faults.Add(program, "Latin-1", "Members:PublicBaseUrl is not UTF-8 text.");
            }

            return faults;
        }
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_settings_file_that_cannot_be_read(string program, string fault, string sentence)
    {
        var file = Path.Combine(_directory.Path, "appsettings.json");
        Make(file, fault);
        var said = await StartInVain(program);

        Assert.Contains(sentence, said);
        Assert.Contains(file, said);
        Assert.InRange(said.Trim().Split('\n').Length, 2, 2);
    }

    [Theory]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public async Task An_argument_that_cannot_be_read(string program)
    {
        var said = await StartInVain(program, "-x=1");

        Assert.Contains("'-x=1'", said);
        Assert.InRange(said.Trim().Split('\n').Length, 2, 2);
    }

    private static void Make(string file, string fault)
    {
        switch (fault)
        {
            case "cut off":
                File.WriteAllText(file, "{ \"Members\": { \"BcryptCost\": 1");
                break;
            case "empty":
                File.WriteAllText(file, "");
                break;
            case "a setting twice":
                File.WriteAllText(file, "{ \"Members\": { \"BcryptCost\": 11, \"BcryptCost\": 12 } }");
                break;
            case "UTF-16 without a mark":
                File.WriteAllBytes(file, Encoding.Unicode.GetBytes("{ }"));
                break;
            case "Latin-1":
                File.WriteAllText(file, "{ \"Members\": { \"PublicBaseUrl\": \"https://bücher.example\" } }", Encoding.Latin1);
                break;
            case "a folder":
                Directory.CreateDirectory(file);
                break;
            case "an unreadable file":
                // Also for root, whom no mode of a file keeps from reading.
                File.CreateSymbolicLink(file, "/proc/self/mem");
                break;
        }
    }

    private async Task<string> StartInVain(string program, params string[] args)
    {
        string[] command = ["dotnet", program == "Silo" ? Repository.Silo : Repository.Gateway, .. args];
        await using var process = ChildProcess.Start(
            command, new Dictionary<string, string>(), _directory.Path, Path.Combine(_directory.Path, "log"));
        Assert.True(await process.WaitForExit() == 2, $"It ended with {process.ExitCode}. {process.LastOutput}");
        return process.Output;
    }
}
