using System.Text;
using System.Text.RegularExpressions;
using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Invariants;

/// <summary>Searches what all processes have logged since the last search for secrets.</summary>
internal sealed partial class SecretSearch(string folder)
{
    private readonly Dictionary<string, long> _read = [];

    public void Check(Journal journal)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.log"))
        {
            foreach (var line in NewLines(file))
            {
                if (Secret().IsMatch(line))
                {
                    journal.Violate("I15", $"{Path.GetFileName(file)} has a secret: {Secret().Replace(line, "***")}");
                }
            }
        }
    }

    private string[] NewLines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = _read.GetValueOrDefault(file);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        _read[file] = stream.Position;
        return text.Split('\n');
    }

    // Passwords of the load, tokens of each kind, the operator's key, and addresses.
    [GeneratedRegex(
        $"{Population.Canary}[0-9a-f]+-[0-9]+|m(st|ss|ap|pw|ak)_[A-Za-z0-9_-]{{8,}}|{ClusterOptions.Key}|[0-9a-z]+-a[0-9]+@example\\.com")]
    private static partial Regex Secret();
}
