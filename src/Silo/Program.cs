using Members.Gateway.Hosting;
using Members.Silo.Hosting;

if (Probe.IsAskedFor(args))
{
    return await Probe.Run(args);
}

if (Help.IsAskedFor(args))
{
    Console.Out.WriteLine(Help.Text());
    return 0;
}

try
{
    var app = await MembersHost.Build(args);
    await using (app)
    {
        await app.RunAsync();
    }

    return 0;
}
catch (StartupException fault)
{
    return Refuse(fault.Message);
}

static int Refuse(string why)
{
    Console.Error.WriteLine("Members cannot start.");
    Console.Error.WriteLine(why);
    return 2;
}
