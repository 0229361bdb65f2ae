using Members.Gateway.Hosting;

NeutralProcess.Enter();
return Probe.IsAskedFor(args) ? await Probe.Run(args) : await GatewayHost.Run(args);
