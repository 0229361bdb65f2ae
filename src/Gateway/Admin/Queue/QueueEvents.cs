using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.Queue;

/// <summary>
/// Tells an open list that the queue has changed, by server-sent events. It says how many wait and nothing else: the page then asks for
/// the list as any visit does. It ends with the session, with the role, and when the process begins to stop.
/// </summary>
internal static class QueueEvents
{
    // Between two looks at the session and the roles; a line is sent then too, so that proxies keep the connection and a reader who is
    // gone is noticed.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(20);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapStaffEvents(StaffRoles.Approver)
        .MapGet("/admin/queue/events", Show).DisableRequestTimeout().DisableHttpMetrics();

    private static IResult Show(
        HttpContext context,
        QueueWatch watch,
        Callers callers,
        StaffChecks staff,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        // 204 tells a browser not to ask again (HTML, 9.2.3): the page works without.
        if (watch.Join() is not { } viewer)
        {
            return TypedResults.NoContent();
        }

        context.Response.RegisterForDispose(viewer);
        return TypedResults.ServerSentEvents(
            Read(viewer, () => MayGoOn(context, callers, staff), clock, lifetime.ApplicationStopping, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> Read(
        QueueWatch.Viewer viewer,
        Func<Task<bool>> mayGoOn,
        TimeProvider clock,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken gone)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, stopping);
        var (change, check) = (Changed(), Task.Delay(CheckInterval, clock, end.Token));
        yield return new SseItem<string>("", "open");
        while (true)
        {
            await Task.WhenAny(change, check);
            if (end.IsCancellationRequested)
            {
                yield break;
            }

            if (change.IsCompleted && viewer.Changes.TryRead(out var summary))
            {
                change = Changed();
                yield return new SseItem<string>(summary.Waiting.ToString(CultureInfo.InvariantCulture), "queue");
            }

            if (check.IsCompleted)
            {
                if (!await mayGoOn())
                {
                    yield break;
                }

                check = Task.Delay(CheckInterval, clock, end.Token);
                yield return new SseItem<string>("", "still");
            }
        }

        Task Changed() => viewer.Changes.WaitToReadAsync(end.Token).AsTask();
    }

    private static async Task<bool> MayGoOn(HttpContext context, Callers callers, StaffChecks staff)
    {
        var presented = callers.Presented(context);
        return presented is { ByCookie: true, Session: { } token }
            && await callers.CheckSession(token) is { } session
            && StaffRights.Allow(await staff.ShownRolesOf(session.Member.Id), StaffRoles.Approver, reads: true);
    }
}
