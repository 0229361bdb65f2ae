using System.Text.RegularExpressions;

namespace Members.Tests.Unit.Documentation;

/// <summary>The sources that the documents speak of.</summary>
internal static partial class Repository
{
    [GeneratedRegex(@"^(?:public |internal )?(?:sealed |static |abstract |partial )*class (?<class>\w+)|^ +\[(?:\w*Fact|\w*Theory)\b[^\n]*\n(?:^ +(?:\[|//|#)[^\n]*\n)*^ +public (?:static |async )*(?:Task|void) (?<method>\w+)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ClassOrTest();

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A document's lines.</summary>
    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    /// <summary>Every test there is, as <c>Class.Method</c>.</summary>
    public static HashSet<string> Tests()
    {
        var tests = new HashSet<string>();
        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories).Where(IsSource))
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

    private static bool IsSource(string file) => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Members.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root was not found.");
        }

        return folder.FullName;
    }
}
