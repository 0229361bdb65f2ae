using Members.Clustering;
using Members.Gateway.Hosting;
using Members.Silo.Commands;
using Members.Silo.Hosting;
using Members.Silo.Mail;

NeutralProcess.Enter();
if (Probe.IsAskedFor(args))
{
    return await Probe.Run(args);
}

if (args is ["gateway", .. var gateway])
{
    return await GatewayHost.Run(gateway);
}

if (CommandLine.ServeArguments(args) is not { } settings)
{
    return await CommandLine.Run(args);
}

args = settings;
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
    if (MailPreview.IsRequested(args, out var folder))
    {
        Console.Out.WriteLine($"{MailPreview.Write(folder, args)} mails are in {Path.GetFullPath(folder)}, as text and as HTML.");
        return 0;
    }

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
