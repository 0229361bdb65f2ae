using System.Threading.RateLimiting;
using Members.Gateway.Errors;
using Microsoft.AspNetCore.RateLimiting;

namespace Members.Gateway.Access;

/// <summary>The policies that a route names by <c>RequireRateLimiting</c>. One caller's calls of all routes count together.</summary>
internal static class RateLimits
{
    /// <summary>Calls by one network. API keys are not limited: a site's own server speaks for many.</summary>
    public const string Network = "network";

    /// <summary>Calls by one member from one network.</summary>
    public const string Member = "member";

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddSingleton<CallLimits>().AddSingleton<HeldRefusals>();
        return services.AddRateLimiter(options =>
        {
            options.AddPolicy<string, NetworkLimit>(Network);
            options.AddPolicy<string, MemberLimit>(Member);
            options.OnRejected = async (rejected, _) =>
            {
                var answer = Problem.TooMany(CallLimits.WaitOf(rejected.Lease));
                var audit = rejected.HttpContext.RequestServices.GetRequiredService<AuthorizationAudit>();
                await audit.Denied(rejected.HttpContext, answer).ExecuteAsync(rejected.HttpContext);
            };
        });
    }

    private sealed class NetworkLimit(CallLimits limits) : Policy(limits)
    {
        protected override string? CallerOf(HttpContext context) =>
            Caller.Of(context) is Caller.Key ? null : CallLimits.NetworkOf(context);
    }

    private sealed class MemberLimit(CallLimits limits) : Policy(limits)
    {
        protected override string? CallerOf(HttpContext context) =>
            CallLimits.MemberOf(context, Caller.SessionOf(context).Member.Id);
    }

    private abstract class Policy(CallLimits limits) : IRateLimiterPolicy<string>
    {
        public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;

        public RateLimitPartition<string> GetPartition(HttpContext httpContext) => CallerOf(httpContext) is { } caller
            ? RateLimitPartition.Get(caller, c => new Counted(c, limits))
            : RateLimitPartition.GetNoLimiter("");

        /// <summary>Who is limited; null for nobody.</summary>
        protected abstract string? CallerOf(HttpContext context);
    }

    // What one caller has left of the limits that are asked by hand too.
    private sealed class Counted(string caller, CallLimits limits) : RateLimiter
    {
        // Without it the middleware would keep one of these for each network for ever.
        public override TimeSpan? IdleDuration => TimeSpan.MaxValue;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => limits.Acquire(caller);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            new(limits.Acquire(caller));
    }
}
