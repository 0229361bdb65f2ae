using Members.Settings;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Pages;

/// <summary>Reports everything that is wrong with the settings of the pages, in sentences that name the setting.</summary>
internal sealed class PagesOptionsValidator : IValidateOptions<PagesOptions>
{
    private const int MostBytes = 200 * 1024;

    public ValidateOptionsResult Validate(string? name, PagesOptions options)
    {
        var faults = SettingRange.Faults(PagesOptions.Section, options).ToList();
        if (options.SiteName is { } site && (string.IsNullOrWhiteSpace(site) || site.Any(char.IsControl)))
        {
            faults.Add("Members:Pages:SiteName must be one line of text that is not empty.");
        }

        if (!Contrast.IsColor(options.Color))
        {
            faults.Add($"Members:Pages:Color must be a colour such as #1f5fbf, not '{options.Color}'.");
        }
        else if (!Brand.IsReadable(options.Color))
        {
            faults.Add(
                $"Members:Pages:Color must be darker than {options.Color}: white text on it could not be read (contrast below 4.5:1).");
        }

        faults.AddRange(FileFaults("LogoFile", options.LogoFile));
        faults.AddRange(FileFaults("StyleFile", options.StyleFile));
        if (options.LogoFile is { } logo && !Brand.IsPicture(logo))
        {
            faults.Add($"Members:Pages:LogoFile must be an .svg, .png, .jpg or .webp file, not '{logo}'.");
        }

        faults.AddRange(options.Links.Where(l => !IsLink(l.Value)).Select(l =>
            $"Members:Pages:Links:{l.Key} must be an https, http or mailto address, not '{l.Value}'."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FileFaults(string setting, string? file)
    {
        if (file is null)
        {
            yield break;
        }

        if (!File.Exists(file))
        {
            yield return $"Members:Pages:{setting} names '{file}', which is not there or cannot be read.";
        }
        else if (new FileInfo(file).Length > MostBytes)
        {
            yield return $"Members:Pages:{setting} names '{file}', which is larger than 200 KB.";
        }
    }

    private static bool IsLink(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http" or "mailto");
}
