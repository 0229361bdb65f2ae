using Members.Silo.Hosting;
using Microsoft.Extensions.Options;

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
catch (OptionsValidationException fault)
{
    return Refuse(string.Join(Environment.NewLine, fault.Failures));
}
catch (AggregateException faults) when (faults.InnerExceptions.All(f => f is OptionsValidationException))
{
    // Settings of several parts are wrong: each part is an exception of its own.
    return Refuse(string.Join(Environment.NewLine, faults.InnerExceptions.Cast<OptionsValidationException>().SelectMany(f => f.Failures)));
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
