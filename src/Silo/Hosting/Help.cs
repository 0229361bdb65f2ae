using System.Text;

namespace Members.Silo.Hosting;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Help
{
    private static readonly string[] Switches = ["--help", "-h", "-?", "help"];

    public static bool IsAskedFor(string[] args) => args.Any(Switches.Contains);

    public static string Text()
    {
        var text = new StringBuilder("""
            Members: member authentication in one process.

            Usage: ./run.sh [--Members:Name=value ...]
                   ./run.sh --probe URL    asks a running one; ends with 0 if it answers with success

            Every setting can be given as an environment variable, on the command line with two dashes, or in
            appsettings.json (section Members, names as below without the first part).

              ASPNETCORE_URLS
                  Address to listen on. Default: http://127.0.0.1:5080

            """);
        foreach (var setting in SettingsCatalog.All)
        {
            text.Append("  ").AppendLine(setting.Variable);
            text.Append("      ").Append(setting.Description).Append('.');
            text.AppendLine(setting.Default.Length == 0 ? "" : $" Default: {setting.Default}");
        }

        return text.ToString();
    }
}
