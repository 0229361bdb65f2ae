-- What the console lists members by, derived like MemberEntry by the statement that stores the record (docs/adr/0003): one row for each
-- member who is listed, in the order of the list, so that any filter is one way through it. The columns are PostgreSQL's.
--
-- This script runs at each start. An older version runs on what it leaves, and keeps the rows in step.
CREATE TABLE IF NOT EXISTS MemberListing (
    ServiceId TEXT    NOT NULL,
    CreatedAt TEXT    NOT NULL,
    MemberId  TEXT    NOT NULL,
    KeyN0     INTEGER NOT NULL,
    KeyN1     INTEGER NOT NULL,
    Status    TEXT    NOT NULL,
    Verified  INTEGER NOT NULL,
    -- The day: one write a day and member, however often they log in.
    LastLogin TEXT,
    Search    TEXT    NOT NULL,
    -- What Search was made of, if that has other than ASCII letters: by this it is seen without making it anew that it has not changed.
    Typed     TEXT,
    PRIMARY KEY (ServiceId, CreatedAt, MemberId)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX IF NOT EXISTS MemberListingByKey ON MemberListing (ServiceId, KeyN0, KeyN1);

-- What a letter is searched as; the letters of ASCII and all that are not here are themselves, in lower case. PostgreSQL has the same in
-- FoldText, the service in FoldedText; a test compares them.
CREATE TABLE IF NOT EXISTS FoldedLetter (Letter TEXT NOT NULL PRIMARY KEY, Folded TEXT NOT NULL) STRICT, WITHOUT ROWID;

WITH RECURSIVE letters (folded, rest) AS (
    VALUES
    ('a', 'ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ'), ('b', 'ḂḃḄḅḆḇ'), ('c', 'ÇçĆćĈĉĊċČčḈḉ'),
    ('d', 'ÐðĎďĐđḊḋḌḍḎḏḐḑḒḓ'), ('e', 'ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ'), ('f', 'Ḟḟ'), ('g', 'ĜĝĞğĠġĢģǦǧǴǵḠḡ'),
    ('h', 'ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ'), ('i', 'ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊị'), ('j', 'Ĵĵǰ'), ('k', 'ĶķǨǩḰḱḲḳḴḵ'), ('l', 'ĹĺĻļĽľŁłḶḷḸḹḺḻḼḽ'),
    ('m', 'ḾḿṀṁṂṃ'), ('n', 'ÑñŃńŅņŇňŊŋǸǹṄṅṆṇṈṉṊṋ'), ('o', 'ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ'),
    ('p', 'ṔṕṖṗ'), ('r', 'ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ'), ('s', 'ŚśŜŝŞşŠšȘșṠṡṢṣṤṥṦṧṨṩ'), ('t', 'ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ'),
    ('u', 'ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự'), ('v', 'ṼṽṾṿ'), ('w', 'ŴŵẀẁẂẃẄẅẆẇẈẉẘ'), ('x', 'ẊẋẌẍ'),
    ('y', 'ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ'), ('z', 'ŹźŻżŽžẐẑẒẓẔẕ'), ('ſ', 'ẛ'), ('Ʒ', 'Ǯ'), ('ʒ', 'ǯ'), ('ʹ', 'ʹ'),
    ('α', 'ΆΑάἀἁἂἃἄἅἆἇἈἉἊἋἌἍἎἏὰάᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾰᾱᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ'), ('β', 'Β'), ('γ', 'Γ'), ('δ', 'Δ'), ('ε', 'ΈΕέἐἑἒἓἔἕἘἙἚἛἜἝὲέῈΈ'),
    ('ζ', 'Ζ'), ('η', 'ΉΗήἠἡἢἣἤἥἦἧἨἩἪἫἬἭἮἯὴήᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ'), ('θ', 'Θ'), ('ι', 'ΊΐΙΪίϊἰἱἲἳἴἵἶἷἸἹἺἻἼἽἾἿὶίιῐῑῒΐῖῗῘῙῚΊ'),
    ('κ', 'Κ'), ('λ', 'Λ'), ('μ', 'Μ'), ('ν', 'Ν'), ('ξ', 'Ξ'), ('ο', 'ΌΟόὀὁὂὃὄὅὈὉὊὋὌὍὸόῸΌ'), ('π', 'Π'), ('ρ', 'ΡῤῥῬ'), ('σ', 'Σς'),
    ('τ', 'Τ'), ('υ', 'ΎΥΫΰϋύὐὑὒὓὔὕὖὗὙὛὝὟὺύῠῡῢΰῦῧῨῩῪΎ'), ('φ', 'Φ'), ('χ', 'Χ'), ('ψ', 'Ψ'),
    ('ω', 'ΏΩώὠὡὢὣὤὥὦὧὨὩὪὫὬὭὮὯὼώᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ'), ('ϒ', 'ϓϔ'), ('а', 'АӐӑӒӓ'), ('б', 'Б'), ('в', 'В'), ('г', 'ЃГѓ'),
    ('д', 'Д'), ('е', 'ЀЁЕѐёӖӗ'), ('ж', 'ЖӁӂӜӝ'), ('з', 'ЗӞӟ'), ('и', 'ЍИЙйѝӢӣӤӥ'), ('к', 'ЌКќ'), ('л', 'Л'), ('м', 'М'), ('н', 'Н'),
    ('о', 'ОӦӧ'), ('п', 'П'), ('р', 'Р'), ('с', 'С'), ('т', 'Т'), ('у', 'ЎУўӮӯӰӱӲӳ'), ('ф', 'Ф'), ('х', 'Х'), ('ц', 'Ц'), ('ч', 'ЧӴӵ'),
    ('ш', 'Ш'), ('щ', 'Щ'), ('ъ', 'Ъ'), ('ы', 'ЫӸӹ'), ('ь', 'Ь'), ('э', 'ЭӬӭ'), ('ю', 'Ю'), ('я', 'Я'), ('ђ', 'Ђ'), ('є', 'Є'),
    ('ѕ', 'Ѕ'), ('і', 'ІЇї'), ('ј', 'Ј'), ('љ', 'Љ'), ('њ', 'Њ'), ('ћ', 'Ћ'), ('џ', 'Џ'), ('Ѵ', 'Ѷ'), ('ѵ', 'ѷ'), ('ґ', 'Ґ'),
    ('Ә', 'Ӛ'), ('ә', 'ӛ'), ('Ө', 'Ӫ'), ('ө', 'ӫ'), ('ae', 'ÆæǢǣǼǽ'), ('oe', 'Œœ'), ('ss', 'ßẞ'), ('th', 'Þþ')
), marks (code) AS (VALUES (0x300) UNION ALL SELECT code + 1 FROM marks WHERE code < 0x36F),
each (letter, folded, rest) AS (
    SELECT substr(rest, 1, 1), folded, substr(rest, 2) FROM letters
    UNION ALL SELECT substr(rest, 1, 1), folded, substr(rest, 2) FROM each WHERE rest <> ''
)
INSERT INTO FoldedLetter
SELECT letter, folded FROM each WHERE NOT EXISTS (SELECT 1 FROM FoldedLetter WHERE Letter = 'À')
UNION ALL SELECT char(code), '' FROM marks WHERE NOT EXISTS (SELECT 1 FROM FoldedLetter WHERE Letter = 'À');

DROP TRIGGER IF EXISTS ListingInserted;
DROP TRIGGER IF EXISTS ListingUpdated;
DROP VIEW IF EXISTS DerivedListing;

-- A damaged record has no row here, and is not a reason to refuse to start.
CREATE VIEW DerivedListing AS
SELECT ServiceId, json ->> '$.createdAt' AS CreatedAt, json ->> '$.id' AS MemberId, KeyN0, KeyN1, json ->> '$.status' AS Status,
    coalesce(json ->> '$.addresses.verified', 0) AS Verified, substr(json ->> '$.lastLoginAt', 1, 10) AS LastLogin,
    CASE
        WHEN length(words) = length(CAST(words AS BLOB)) THEN lower(words)
        ELSE (
            WITH RECURSIVE each (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM each WHERE i < length(words))
            SELECT group_concat(
                coalesce((SELECT Folded FROM FoldedLetter WHERE Letter = substr(words, i, 1)), lower(substr(words, i, 1))), '')
            FROM each)
    END AS Search,
    CASE WHEN length(words) <> length(CAST(words AS BLOB)) THEN words END AS Typed, lower(words) AS Lower
FROM (
    SELECT ServiceId, KeyN0, KeyN1, json,
        (json ->> '$.addresses.login.canonical') || coalesce(' ' || (json ->> '$.profile.contact.firstName'), '')
        || coalesce(' ' || (json ->> '$.profile.contact.lastName'), '')
        || coalesce(' ' || (json ->> '$.profile.contact.nickname'), '') AS words
    FROM (
        SELECT ServiceId, KeyN0, KeyN1, iif(json_valid(CAST(Payload AS TEXT)), CAST(Payload AS TEXT), NULL) AS json
        FROM GrainRecord WHERE StateName = 'member'))
WHERE json ->> '$.addresses.login.key' IS NOT NULL;

CREATE TRIGGER ListingInserted AFTER INSERT ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    INSERT INTO MemberListing
    SELECT ServiceId, CreatedAt, MemberId, KeyN0, KeyN1, Status, Verified, LastLogin, Search, Typed FROM DerivedListing d
    WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1;
END;

-- A row is touched only when something in it has changed: most writes of a member change none of it.
CREATE TRIGGER ListingUpdated AFTER UPDATE ON GrainRecord WHEN new.StateName = 'member'
BEGIN
    DELETE FROM MemberListing WHERE ServiceId = new.ServiceId AND KeyN0 = new.KeyN0 AND KeyN1 = new.KeyN1
      AND NOT EXISTS (
        SELECT 1 FROM DerivedListing d WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1
          AND (d.CreatedAt, d.MemberId, d.Status, d.Verified, d.LastLogin, d.Typed) IS
              (MemberListing.CreatedAt, MemberListing.MemberId, MemberListing.Status, MemberListing.Verified, MemberListing.LastLogin,
               MemberListing.Typed)
          AND (d.Typed IS NOT NULL OR d.Lower = MemberListing.Search));
    INSERT INTO MemberListing
    SELECT ServiceId, CreatedAt, MemberId, KeyN0, KeyN1, Status, Verified, LastLogin, Search, Typed FROM DerivedListing d
    WHERE d.ServiceId = new.ServiceId AND d.KeyN0 = new.KeyN0 AND d.KeyN1 = new.KeyN1
      AND NOT EXISTS (
        SELECT 1 FROM MemberListing m WHERE m.ServiceId = new.ServiceId AND m.KeyN0 = new.KeyN0 AND m.KeyN1 = new.KeyN1);
END;

-- Those who were members before there was this table. (CROSS JOIN, so that no record of others is read at each start.)
INSERT INTO MemberListing
SELECT d.ServiceId, d.CreatedAt, d.MemberId, d.KeyN0, d.KeyN1, d.Status, d.Verified, d.LastLogin, d.Search, d.Typed
FROM MemberEntry m CROSS JOIN DerivedListing d ON d.ServiceId = m.ServiceId AND d.KeyN0 = m.KeyN0 AND d.KeyN1 = m.KeyN1
WHERE m.LoginKey <> '' AND NOT EXISTS (
    SELECT 1 FROM MemberListing l WHERE l.ServiceId = m.ServiceId AND l.KeyN0 = m.KeyN0 AND l.KeyN1 = m.KeyN1);
