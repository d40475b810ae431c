//! Rows for proofs: made up by a counter, the same for the same seed.

use std::fmt::Write as _;
use std::io::{self, Write};

/// A small counter-based generator (SplitMix64): every draw is a function of the seed and its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    /// The next draw.
    ///
    /// Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.next() % n }
    }

    /// A place below `n` where small places are much more common, as busy places are.
    pub(crate) fn busy(&mut self, n: u64) -> u64 {
        let (a, b) = (self.below(n), self.below(n));
        (a * b) / n.max(1)
    }
}

const SYLLABLES: [&str; 24] = [
    "ka", "ri", "mo", "len", "da", "su", "ber", "tan", "is", "ol", "wen", "far", "gre", "han", "ju", "vi",
    "zo", "pe", "nor", "ash", "cal", "dun", "el", "mar",
];

fn name(number: u64, parts: u64) -> String {
    let mut rest = number;
    let mut name = String::new();
    for _ in 0..parts {
        name.push_str(SYLLABLES[(rest % 24) as usize]);
        rest = rest / 24 + number % 7;
    }
    name
}

const SIGNS: [&str; 8] = [
    "missing_episode",
    "older_associate",
    "neglect",
    "domestic_abuse",
    "self_harm",
    "vehicle",
    "address_of_concern",
    "school_absence",
];

/// Writes `rows` rows of a concern file of one agency over sixteen years: about one answer to every three warnings,
/// families, busy places, and children known by several numbers.
pub(crate) fn concerns(out: &mut dyn Write, agency: u64, rows: u64, seed: u64) -> io::Result<()> {
    writeln!(
        out,
        "event,concern_id,date,by_post,teller,told_post,signs,child_id,child_forename,child_surname,child_dob,child_sex,\
         child_postcode,place,place_role,phone,phone_role,vehicle,vehicle_role,addresses,outcome,reasons_given"
    )?;
    let mut draw = Draw(seed ^ (agency << 32));
    let mut line = String::new();
    let children = (rows / 4).max(20);
    for row in 0..rows {
        line.clear();
        let concern = row - row % 4 + agency * 10_000_000;
        let (year, month, day) = (2005 + (row * 16 / rows.max(1)), 1 + draw.below(12), 1 + draw.below(28));
        if row % 4 == 3 {
            let _ = writeln!(
                line,
                "answered,{concern},{year}-{month:02}-{day:02},desk,,,,,,,,,,,,,,,,substance,safeguarded,yes"
            );
            out.write_all(line.as_bytes())?;
            continue;
        }
        let child = draw.below(children);
        let family = child / 2;
        let mut person = Draw(child.wrapping_mul(77));
        let (born, sex) = (1995 + person.below(14), if person.below(2) == 0 { "F" } else { "M" });
        let (bm, bd) = (1 + person.below(12), 1 + person.below(28));
        let _ = write!(
            line,
            "told,{},{year}-{month:02}-{day:02},desk,school,front-desk,{},c{agency}-{child},{},{},{born}-{bm:02}-{bd:02},{sex},WB{} {}{}{},",
            concern + row % 4,
            SIGNS[draw.below(8) as usize],
            name(child.wrapping_mul(31), 2),
            name(family.wrapping_mul(131), 3),
            family % 40,
            family % 9,
            char::from(b'A' + (family % 20) as u8),
            char::from(b'B' + (family % 19) as u8),
        );
        let place = draw.busy(rows / 20 + 50);
        let _ = write!(line, "{} {} street,seen_at,", 1 + place % 90, name(place, 2));
        match draw.below(10) {
            0 => {
                let _ = write!(line, "07700 {:06},phone_of_concern,,,", draw.busy(rows / 8 + 90));
            }
            1 => {
                let plate = draw.busy(rows / 12 + 90);
                let _ = write!(
                    line,
                    ",,AB{:02} K{}{},vehicle_of_concern,",
                    plate % 90,
                    char::from(b'A' + (plate / 90 % 20) as u8),
                    char::from(b'A' + (plate / 1800 % 20) as u8)
                );
            }
            _ => line.push_str(",,,,"),
        }
        line.push_str(",,\n");
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// Writes a census of `children` children, in the shape of 2023.
pub(crate) fn census(out: &mut dyn Write, children: u64, seed: u64) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2023</Year>\
          <ReferenceDate>2023-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>993</LEA>\
          <SoftwareCode>made up</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>2023-06-01T09:00:00</DateTime>\
          </Source></Header><Children>\n",
    )?;
    let mut draw = Draw(seed);
    for child in 0..children {
        let (month, day) = (1 + draw.below(12), 1 + draw.below(28));
        writeln!(
            out,
            "<Child><ChildIdentifiers><LAchildID>M{child:07}</LAchildID><UPN>A993{child:08}1</UPN><PersonBirthDate>20{:02}-{month:02}-{day:02}</PersonBirthDate>\
             <GenderCurrent>{}</GenderCurrent></ChildIdentifiers><ChildCharacteristics><Ethnicity>NOBT</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>\
             <CINdetails><CINreferralDate>2022-0{}-{day:02}</CINreferralDate><ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>\
             <Assessments><AssessmentActualStartDate>2022-10-{day:02}</AssessmentActualStartDate><AssessmentAuthorisationDate>2022-12-{day:02}</AssessmentAuthorisationDate>\
             <FactorsIdentifiedAtAssessment><AssessmentFactors>16A</AssessmentFactors><AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>\
             <CINPlanDates><CINPlanStartDate>2023-01-{day:02}</CINPlanStartDate></CINPlanDates>\
             <Section47><S47ActualStartDate>2022-11-{day:02}</S47ActualStartDate><InitialCPCtarget>2022-12-{day:02}</InitialCPCtarget><ICPCnotRequired>true</ICPCnotRequired></Section47>\
             <ReferralNFA>false</ReferralNFA></CINdetails></Child>",
            5 + draw.below(17),
            1 + draw.below(2),
            4 + draw.below(5),
        )?;
    }
    out.write_all(b"</Children></Message>\n")
}
