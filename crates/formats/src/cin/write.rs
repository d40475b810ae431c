//! Writing a census as the council sends it.

use std::io::{self, Write};

use record::Claimed;
use smol_str::SmolStr;

use super::model::{
    Assessment, Census, Child, CinPlan, Details, Header, PreProceedings, ProtectionPlan, Section47,
    SexElement,
};
use crate::safe::xml_text;

/// Writes a census: the header, then one child after the other, each on a line of its own.
///
/// Elements stand in the order of the census; empty texts and missing dates are left out. A date that is not one day
/// cannot be written and is left out too.
///
/// # Errors
/// Whatever `out` says.
pub fn write<'m>(census: Census<impl IntoIterator<Item = &'m Child>>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml { out };
    xml.raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Message>\n")?;
    xml.header(&census.header)?;
    xml.raw("<Children>\n")?;
    for child in census.children {
        xml.child(child)?;
        xml.raw("\n")?;
    }
    xml.raw("</Children>\n</Message>\n")?;
    xml.out.flush()
}

struct Xml<'o> {
    out: &'o mut dyn Write,
}

type Written = io::Result<()>;

impl Xml<'_> {
    fn raw(&mut self, text: &str) -> Written {
        self.out.write_all(text.as_bytes())
    }

    fn block(&mut self, name: &str, inside: impl FnOnce(&mut Self) -> Written) -> Written {
        write!(self.out, "<{name}>")?;
        inside(self)?;
        write!(self.out, "</{name}>")
    }

    fn text(&mut self, name: &str, text: &str) -> Written {
        if text.is_empty() { Ok(()) } else { write!(self.out, "<{name}>{}</{name}>", xml_text(text)) }
    }

    fn date(&mut self, name: &str, date: Option<Claimed>) -> Written {
        match date.and_then(Claimed::single_day) {
            Some(day) => write!(self.out, "<{name}>{day}</{name}>"),
            None => Ok(()),
        }
    }

    fn truth(&mut self, name: &str, truth: Option<bool>) -> Written {
        match truth {
            Some(truth) => write!(self.out, "<{name}>{truth}</{name}>"),
            None => Ok(()),
        }
    }

    fn list(&mut self, block: &str, name: &str, texts: &[SmolStr]) -> Written {
        if texts.is_empty() {
            return Ok(());
        }
        self.block(block, |xml| texts.iter().try_for_each(|text| xml.text(name, text)))
    }

    fn header(&mut self, header: &Header) -> Written {
        self.block("Header", |xml| {
            xml.block("CollectionDetails", |xml| {
                xml.text("Collection", &header.collection)?;
                xml.text("Year", &header.year)?;
                xml.date("ReferenceDate", header.reference_date.map(Claimed::day))
            })?;
            xml.block("Source", |xml| {
                xml.text("SourceLevel", &header.source_level)?;
                xml.text("LEA", &header.lea)?;
                xml.text("SoftwareCode", &header.software_code)?;
                xml.text("Release", &header.release)?;
                xml.text("SerialNo", &header.serial_no)?;
                xml.text("DateTime", &header.date_time)
            })
        })?;
        self.raw("\n")
    }

    fn child(&mut self, child: &Child) -> Written {
        self.block("Child", |xml| {
            xml.block("ChildIdentifiers", |xml| xml.identifiers(child))?;
            xml.block("ChildCharacteristics", |xml| {
                xml.text("Ethnicity", &child.ethnicity)?;
                xml.list("Disabilities", "Disability", &child.disabilities)
            })?;
            child.details.iter().try_for_each(|details| xml.block("CINdetails", |xml| xml.details(details)))
        })
    }

    fn identifiers(&mut self, child: &Child) -> Written {
        self.text("LAchildID", &child.la_child_id)?;
        self.text("UPN", &child.upn)?;
        self.text("FormerUPN", &child.former_upn)?;
        self.text("UPNunknown", &child.upn_unknown)?;
        self.date("PersonBirthDate", child.born)?;
        self.date("ExpectedPersonBirthDate", child.expected)?;
        let sex = match child.sex_element {
            SexElement::GenderCurrent => "GenderCurrent",
            SexElement::Sex => "Sex",
        };
        self.text(sex, &child.sex_code)?;
        self.date("PersonDeathDate", child.died)
    }

    fn details(&mut self, details: &Details) -> Written {
        self.date("CINreferralDate", details.referral_date)?;
        self.text("ReferralSource", &details.referral_source)?;
        self.text("PrimaryNeedCode", &details.primary_need)?;
        self.date("CINclosureDate", details.closure_date)?;
        self.text("ReasonForClosure", &details.closure_reason)?;
        self.date("DateOfInitialCPC", details.icpc)?;
        details.assessments.iter().try_for_each(|block| self.assessment(block))?;
        details.cin_plans.iter().try_for_each(|block| self.cin_plan(block))?;
        details.section47.iter().try_for_each(|block| self.section47(block))?;
        self.truth("ReferralNFA", details.referral_nfa)?;
        details.protection_plans.iter().try_for_each(|block| self.protection_plan(block))?;
        details.pre_proceedings.iter().try_for_each(|block| self.pre_proceedings(block))
    }

    fn assessment(&mut self, block: &Assessment) -> Written {
        self.block("Assessments", |xml| {
            xml.date("AssessmentActualStartDate", block.start)?;
            xml.date("AssessmentInternalReviewDate", block.review)?;
            xml.date("AssessmentAuthorisationDate", block.authorised)?;
            xml.list("FactorsIdentifiedAtAssessment", "AssessmentFactors", &block.factors)
        })
    }

    fn cin_plan(&mut self, block: &CinPlan) -> Written {
        self.block("CINPlanDates", |xml| {
            xml.date("CINPlanStartDate", block.start)?;
            xml.date("CINPlanEndDate", block.end)
        })
    }

    fn section47(&mut self, block: &Section47) -> Written {
        self.block("Section47", |xml| {
            xml.date("S47ActualStartDate", block.start)?;
            xml.date("InitialCPCtarget", block.icpc_target)?;
            xml.date("DateOfInitialCPC", block.icpc)?;
            xml.truth("ICPCnotRequired", block.icpc_not_required)
        })
    }

    fn protection_plan(&mut self, block: &ProtectionPlan) -> Written {
        self.block("ChildProtectionPlans", |xml| {
            xml.date("CPPstartDate", block.start)?;
            xml.date("CPPendDate", block.end)?;
            xml.text("InitialCategoryOfAbuse", &block.initial_category)?;
            xml.text("LatestCategoryOfAbuse", &block.latest_category)?;
            xml.text("NumberOfPreviousCPP", &block.previous_plans)?;
            if block.reviews.is_empty() {
                return Ok(());
            }
            xml.block("Reviews", |xml| {
                block.reviews.iter().try_for_each(|review| xml.date("CPPreviewDate", Some(*review)))
            })
        })
    }

    fn pre_proceedings(&mut self, block: &PreProceedings) -> Written {
        self.block("PreProceedingsandFGDM", |xml| {
            xml.date("PPStartDate", block.start)?;
            xml.date("LBPSentDate", block.letter_sent)?;
            xml.text("FGDMMeetingOffer", &block.family_meeting_offer)?;
            xml.text("FGDMMeetingFac", &block.family_meeting_held)?;
            xml.date("InitialPPMeetingDate", block.initial_meeting)?;
            xml.text("ReviewMeetingsCount", &block.review_meetings)?;
            xml.date("StepDecisionDate", block.decision)?;
            xml.text("PPOutcome", &block.outcome)?;
            xml.date("CourtAppDate", block.court_application)?;
            xml.date("LetterInitCPDate", block.letter_initial_conference)
        })
    }
}
