namespace Members.Gateway.Admission;

/// <summary>The texts of the page of an applicant, in the resource files beside this one.</summary>
public sealed class ApplicantTexts;
