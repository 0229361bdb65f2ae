using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>From when a limit counts.</summary>
internal enum Since
{
    /// <summary>When the fault was made.</summary>
    Injection,

    /// <summary>When what was broken was whole again.</summary>
    Healing,
}

/// <summary>How soon every request must be answered again.</summary>
internal sealed record Limit(TimeSpan Within, Since Since)
{
    public static Limit AfterInjection(double seconds) => new(TimeSpan.FromSeconds(seconds), Since.Injection);

    public static Limit AfterHealing(double seconds) => new(TimeSpan.FromSeconds(seconds), Since.Healing);

    public override string ToString() => $"{Within.TotalSeconds:0} s after {(Since == Since.Injection ? "injection" : "healing")}";
}

/// <summary>Something that goes wrong while the load goes on. An instance is for one round.</summary>
internal abstract class Fault
{
    public abstract string Name { get; }

    public abstract Limit Limit { get; }

    /// <summary>How long it lasts before it is healed.</summary>
    public virtual TimeSpan Lasts => RunOptions.Seconds(3, 5);

    /// <summary>What shows that it has happened.</summary>
    public string? Evidence { get; protected set; }

    /// <summary>Who is hit: requests sent to them may fail as long as it lasts.</summary>
    public virtual IReadOnlyCollection<Endpoint> Hit => [];

    /// <summary>Why it cannot be made here; null when it can.</summary>
    public virtual string? Impossible(ClusterUnderTest cluster) => null;

    /// <summary>Prepares it, which is not measured.</summary>
    public virtual Task Prepare(ClusterUnderTest cluster, LoadContext context) => Task.CompletedTask;

    public abstract Task Inject(ClusterUnderTest cluster, LoadContext context);

    /// <summary>Makes whole what was broken, and looks for evidence.</summary>
    public virtual Task Heal(ClusterUnderTest cluster, LoadContext context) => cluster.Restore();
}
