using Members.Clustering;
using Members.Gateway.Hosting;
using Members.Silo.Hosting;

NeutralProcess.Enter();
if (Probe.IsAskedFor(args))
{
    return await Probe.Run(args);
}

if (CommandLineHelp.IsRequested(args))
{
    Console.Out.WriteLine(CommandLineHelp.Text());
    return 0;
}

if (CommandLineHelp.IsVersionRequested(args))
{
    Console.Out.WriteLine(MembersCluster.Version);
    return 0;
}

try
{
    await using var app = await MembersHost.Build(args);
    await app.RunAsync();
    return 0;
}
catch (Exception fault) when (fault is StartupException || ListenAddress.IsTaken(fault))
{
    Console.Error.WriteLine("Members cannot start.");
    Console.Error.WriteLine(fault.Message);
    return 2;
}
