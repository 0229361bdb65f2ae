using System.Globalization;
using Members.Tests.Bench;
using Members.Tests.Bench.Limits;
using Members.Tests.Bench.Load;

switch (args)
{
    // Parts that run as processes of their own.
    case ["load", var plan, var result]:
        LoadMaker.Run(plan, result);
        return 0;
    case ["hash", var cost, var seconds]:
        HashLoop.Run(Integer(cost), Number(seconds));
        return 0;
    case ["sqlite", var file, var bytes, var seconds]:
        SqliteCommits.Run(file, Integer(bytes), Number(seconds));
        return 0;
    default:
        return await CommandLine.Run(args);
}

static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
