using System.Diagnostics.Metrics;
using Members.Telemetry;

namespace Members.Gateway.SignUp;

/// <summary>Counts sign-ups that were dropped because a field was filled in that no person sees.</summary>
internal sealed class DroppedSignUps
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Members.SignUp";

    private readonly Tally _dropped = new([]);

    public DroppedSignUps(IMeterFactory meters) => meters.Create(Name).CreateObservableCounter(
        "members.signup.dropped", _dropped.Read, "{form}", "Sign-up forms of bots, which were dropped");

    /// <summary>One more was dropped.</summary>
    public void Add() => _dropped.Add();
}
