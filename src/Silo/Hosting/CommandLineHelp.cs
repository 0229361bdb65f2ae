using System.Text;

namespace Members.Silo.Hosting;

/// <summary>The text that <c>--help</c> prints.</summary>
internal static class CommandLineHelp
{
    private static readonly string[] Switches = ["--help", "-h", "-?"];

    public static bool IsRequested(string[] args) => args.Any(Switches.Contains);

    public static bool IsVersionRequested(string[] args) => args is ["--version"];

    public static string Text()
    {
        var text = new StringBuilder("""
            Members: member authentication in one process.

            Usage: ./run.sh [--Members:Name=value ...]   (where it is installed: members serve ...)
                   ./run.sh help           lists the commands, such as import, export and backup
                   ./run.sh --owner EMAIL  starts, and makes this person an owner; a new one is mailed a link that sets the password
                   ./run.sh --version      prints the version
                   ./run.sh --preview-mails FOLDER
                                           writes each mail in each language with sample values into the folder
                   ./run.sh --probe URL    requests the URL; exits with 0 if the answer is a success

            Every setting can be given as an environment variable, on the command line with two dashes, or in
            appsettings.json (in the section Members, under the names below without the first part).

              ASPNETCORE_URLS
                  Address to listen on, such as http://*:5080 or http://unix:/run/members.sock. Default: http://127.0.0.1:5080

            """);
        foreach (var setting in ConfigurationSchema.Settings)
        {
            text.Append("  ").AppendLine(setting.Variable);
            text.Append("      ").Append(setting.Description).Append('.');
            text.Append(setting.Range.Length == 0 ? "" : $" Range: {setting.Range}.");
            text.AppendLine(setting.Default.Length == 0 ? "" : $" Default: {setting.Default}");
        }

        return text.ToString();
    }
}
