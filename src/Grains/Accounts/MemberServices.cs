using Members.Audit;
using Members.Grains.Emails;
using Members.Grains.Leases;
using Members.Grains.Mail;
using Members.Grains.Tokens;
using Members.Leases;
using Microsoft.Extensions.Options;

namespace Members.Grains.Accounts;

/// <summary>What every member's context needs of its silo.</summary>
internal sealed record MemberServices(
    CacheValidity Validity,
    CacheInvalidation Invalidation,
    OwnerChanges Owners,
    AuditLog Audit,
    IMailSender Mail,
    IGrainFactory Grains,
    TokenMint Mint,
    TimeProvider Clock,
    IOptions<MembersOptions> Options);
