using Members.Silo.Hosting;

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
catch (IOException fault) when (fault.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    return Refuse($"The address is in use by another process: {fault.Message} Set ASPNETCORE_URLS to another one.");
}

static int Refuse(string why)
{
    Console.Error.WriteLine("Members cannot start.");
    Console.Error.WriteLine(why);
    return 2;
}
