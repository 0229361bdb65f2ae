namespace Members.Tests.Cluster.Load;

/// <summary>Somebody whom the site tells by mail how many wait. Nothing else is done to them.</summary>
internal sealed class Approver
{
    private const string Often = "00:00:01", AsBefore = "00:30:00";
    private static readonly string[] Roles = ["approver"];
    private readonly LoadContext _context;
    private readonly Person _person;

    private Approver(LoadContext context) => (_context, _person) = (context, context.Population.Invent());

    /// <summary>The mails about those who wait, the newest first.</summary>
    public IEnumerable<ReceivedMail> Mails => _context.Mail.To(_person.Email).Where(m => m.Kind == "applications-waiting");

    /// <summary>Gives somebody the role. From now on whoever applies is in a mail soon.</summary>
    public static async Task<Approver> Appoint(LoadContext context)
    {
        var approver = new Approver(context);
        approver._person.Id = (await approver.Send(Call.Register(approver._person))).Text("member", "id")!;
        await approver.Send(new Call(HttpMethod.Put, $"../staff/{approver._person.Id}", new { roles = Roles }));
        await approver.Send(DigestAfter(Often));
        return approver;
    }

    /// <summary>Takes the role away, and leaves the site as it was.</summary>
    public async Task Dismiss()
    {
        await Send(new Call(HttpMethod.Delete, $"../staff/{_person.Id}"));
        await Send(DigestAfter(AsBefore));
    }

    private static Call DigestAfter(string approvalDigest) => new(HttpMethod.Patch, "settings", new { approvalDigest });

    private async Task<Answer> Send(Call call)
    {
        var outcome = await _context.SendUntilAnswered(call);
        Assert.True(outcome.IsOk, $"{call.Path} was answered with {outcome.Answer}");
        return outcome.Answer!;
    }
}
