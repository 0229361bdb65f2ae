using System.Globalization;
using System.Text;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Pages;
using Members.Tests.Http.Staff;

namespace Members.Tests.Http.Admin.Importing;

/// <summary>Somebody who imports files in the console.</summary>
/// <param name="browser">Their browser.</param>
internal sealed class Importer(PageVisitor browser)
{
    public const string Hash = "$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG", Password = "goat on every roof";

    public PageVisitor Browser => browser;

    /// <summary>A new owner.</summary>
    public static async Task<Importer> Of(MembersServer server, params string[] roles)
    {
        var person = await server.Hire(roles.Length == 0 ? ["owner"] : roles);
        return new Importer(await PageVisitor.LoggedIn(server, person.Email, person.Password));
    }

    /// <summary>A table of members with the password of <see cref="Password"/>, and one row that is none.</summary>
    public static string Table(string mark, int members)
    {
        var table = new StringBuilder("E-Mail;Vorname;Passwort;Mitglied seit\n");
        for (var i = 0; i < members; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{mark}{i}@example.com;Ann {i};{Hash};2026-03-01\n");
        }

        return table.Append("no address;Ben;;2026-03-01\n").ToString();
    }

    /// <summary>Chooses a file.</summary>
    public Task<ShownPage> Choose(string table, params (string Name, string? Value)[] typed) =>
        Choose("club.csv", Encoding.UTF8.GetBytes(table), typed);

    /// <summary>Chooses a file.</summary>
    public async Task<ShownPage> Choose(string name, byte[] content, params (string Name, string? Value)[] typed)
    {
        var (action, fields) = (await browser.Open("/admin/import")).Form("Look at the file", typed);
        return await browser.SendFiles(action, fields, [("file", name, content)]);
    }

    /// <summary>Has all rows looked at, and waits for the result.</summary>
    public async Task<ShownPage> Look(ShownPage page, params (string Name, string? Value)[] typed) =>
        await Settled(await page.Submit("Look at all rows", typed));

    /// <summary>Waits until a page does not want to be loaded again.</summary>
    public async Task<ShownPage> Settled(ShownPage page)
    {
        for (var i = 0; i < 600 && page.Reply.Header("Refresh") is not null; i++)
        {
            await Task.Delay(50);
            page = await browser.Open(page.Address);
        }

        Assert.Null(page.Reply.Header("Refresh"));
        return page;
    }
}
