using System.Text.RegularExpressions;

namespace Members.Tests.Unit.Documentation;

/// <summary>The sources that the documents speak of.</summary>
internal static partial class Sources
{
    [GeneratedRegex(
        @"^(?:public |internal )?(?:sealed |static |abstract |partial )*class (?<class>\w+)"
        + @"|^ +\[(?:\w*Fact|\w*Theory)\b[^\n]*\n(?:^(?! +public )[^\n]*\n)*?^ +public (?:static |async )*(?:Task|void) (?<method>\w+)",
        RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ClassOrTest();

    /// <summary>A document's lines.</summary>
    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Repository.Root, path));

    /// <summary>Every test there is, as <c>Class.Method</c>.</summary>
    public static HashSet<string> Tests()
    {
        var tests = new HashSet<string>();
        var files = System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories);
        foreach (var file in files.Where(IsSource))
        {
            var name = "";
            foreach (Match found in ClassOrTest().Matches(File.ReadAllText(file).ReplaceLineEndings("\n")))
            {
                if (found.Groups["class"].Success)
                {
                    name = found.Groups["class"].Value;
                }
                else
                {
                    tests.Add($"{name}.{found.Groups["method"].Value}");
                }
            }
        }

        return tests;
    }

    private static bool IsSource(string file) =>
        !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");
}
