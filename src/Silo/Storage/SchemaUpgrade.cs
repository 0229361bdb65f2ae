using System.Data.Common;
using System.Reflection;
using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Support;
using Members.Silo.Hosting;

namespace Members.Silo.Storage;

/// <summary>Brings a database to the schema of this version by its numbered scripts, and refuses one of a newer version.</summary>
internal static class SchemaUpgrade
{
    private const string Always = ".always-";

    /// <summary>Runs the scripts that have not run there, all of them or none.</summary>
    /// <param name="database">The database.</param>
    /// <param name="folder">The folder of the scripts, as a namespace. Those named <c>always-</c> run at each start.</param>
    /// <exception cref="StartupException">It is of a newer version, or a script failed.</exception>
    /// <exception cref="DbException">The database cannot be used.</exception>
    public static void Run(UpgradeEngineBuilder database, string folder) => RunWithin(database.WithTransaction(), folder);

    /// <summary>The same in a transaction that the caller has begun.</summary>
    public static void RunWithin(UpgradeEngineBuilder database, string folder)
    {
        var scripts = Assembly.GetExecutingAssembly();
        Perform(database
            .WithScriptsEmbeddedInAssembly(scripts, name => IsIn(folder, name) && !name.Contains(Always, StringComparison.Ordinal))
            .WithScriptsEmbeddedInAssembly(
                scripts,
                name => IsIn(folder, name) && name.Contains(Always, StringComparison.Ordinal),
                new SqlScriptOptions { ScriptType = ScriptType.RunAlways, RunGroupOrder = DbUpDefaults.DefaultRunGroupOrder + 1 }));
    }

    /// <summary>Runs some of the numbered scripts, in a transaction that the caller has begun: what an older version has run.</summary>
    /// <param name="database">An empty database.</param>
    /// <param name="folder">The folder of the scripts, as a namespace.</param>
    /// <param name="names">Their names, without the folder.</param>
    public static void RunNumbered(UpgradeEngineBuilder database, string folder, IReadOnlyCollection<string> names) => Perform(
        database.WithScriptsEmbeddedInAssembly(
            Assembly.GetExecutingAssembly(), name => IsIn(folder, name) && names.Contains(Short(name), StringComparer.Ordinal)));

    private static void Perform(UpgradeEngineBuilder scripts)
    {
        var upgrade = scripts.WithVariablesDisabled().LogTo(new NoOpUpgradeLog()).Build();
        EnsureNotNewer(upgrade);
        var result = upgrade.PerformUpgrade();
        if (!result.Successful)
        {
            var script = result.ErrorScript?.Name ?? "its scripts";
            throw new StartupException($"The database could not be upgraded by {script}: {result.Error.Message}", result.Error);
        }
    }

    /// <summary>The name of a script without its folder and its ending: <c>0002-directory</c>.</summary>
    public static string Short(string script) => script.Split('.') is [.., var name, "sql"] ? name : script;

    /// <summary>The numbered scripts of this version in a folder, without it.</summary>
    public static IEnumerable<string> Numbered(string folder) =>
        NumberedOf(Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => IsIn(folder, n)));

    /// <summary>The numbered among scripts, without their folder and in their order.</summary>
    public static IEnumerable<string> NumberedOf(IEnumerable<string> scripts) =>
        scripts.Where(n => !n.Contains(Always, StringComparison.Ordinal)).Select(Short).Order(StringComparer.Ordinal);

    private static bool IsIn(string folder, string name) => name.StartsWith(folder, StringComparison.Ordinal);

    private static void EnsureNotNewer(UpgradeEngine upgrade)
    {
        var unknown = upgrade.GetExecutedButNotDiscoveredScripts();
        if (unknown.Count > 0)
        {
            throw new StartupException(
                $"The database was made by a newer version of Members ({unknown[^1]}). Start that version; this one would damage it.");
        }
    }
}
