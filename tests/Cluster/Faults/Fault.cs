using Members.Tests.Cluster.Hosting;
using Members.Tests.Cluster.Load;

namespace Members.Tests.Cluster.Faults;

/// <summary>What a limit is counted from.</summary>
internal enum Since
{
    /// <summary>The moment before the fault.</summary>
    Injection,

    /// <summary>The moment at which what was broken was whole again.</summary>
    Healing,
}

/// <summary>After which time no request may be without an answer any more.</summary>
internal sealed record Limit(TimeSpan Within, Since Since)
{
    public static Limit AfterInjection(double seconds) => new(TimeSpan.FromSeconds(seconds), Since.Injection);

    public static Limit AfterHealing(double seconds) => new(TimeSpan.FromSeconds(seconds), Since.Healing);

    public override string ToString() => $"{Within.TotalSeconds:0} s after {(Since == Since.Injection ? "injection" : "healing")}";
}

/// <summary>Something that goes wrong while the load goes on. An instance is for one round.</summary>
internal abstract class Fault
{
    /// <summary>What goes wrong.</summary>
    public abstract string Name { get; }

    /// <summary>How soon all must be well.</summary>
    public abstract Limit Limit { get; }

    /// <summary>For how long it is left so before it is healed.</summary>
    public virtual TimeSpan Lasts => TimeSpan.FromSeconds(5);

    /// <summary>What shows that it has happened; null as long as nothing does.</summary>
    public string? Evidence { get; protected set; }

    /// <summary>Who is hit themselves: requests that are sent to them may fail for as long as they are.</summary>
    public virtual IReadOnlyCollection<Endpoint> Hit => [];

    /// <summary>Why it cannot happen here; null when it can.</summary>
    public virtual string? Impossible(ClusterUnderTest cluster) => null;

    /// <summary>What must be done beforehand, and is not what is measured.</summary>
    public virtual Task Prepare(ClusterUnderTest cluster, Stage stage) => Task.CompletedTask;

    /// <summary>Makes it happen.</summary>
    public abstract Task Inject(ClusterUnderTest cluster, Stage stage);

    /// <summary>Makes whole what was broken, and looks for evidence.</summary>
    public virtual Task Heal(ClusterUnderTest cluster, Stage stage) => Task.CompletedTask;
}
