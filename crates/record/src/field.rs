//! Fields: what each holds, and who may see it.

/// What a field of an event holds. The class decides what erasure removes and what may ever be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldClass {
    /// May be known: agency, post, kind of event.
    Open,
    /// One word of a code set, or a number.
    Coded,
    /// Speaks of a person: removed by erasure.
    Personal,
    /// Free words: removed by erasure, in no output unless asked for.
    Narrative,
}

/// Who an output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Whoever told: child, parent, neighbour, worker.
    Teller,
    /// The holder of a post.
    Holder,
    /// A reviewer, counsel, an inspector.
    Reviewer,
    /// Anybody.
    Public,
}

/// One declared field of an event or an output type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldDecl {
    /// The field's name in the type and in the canonical bytes.
    pub name: &'static str,
    /// Its class.
    pub class: FieldClass,
}

/// To whom a field of an event belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The event itself.
    Event,
    /// The mention at this place in the event's list.
    Mention(u16),
}

/// One field of an event as canonical bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name, as declared.
    pub name: &'static str,
    /// Class, as declared.
    pub class: FieldClass,
    /// Whose it is.
    pub subject: Subject,
    /// The value, see [`crate::canonical`].
    pub value: Vec<u8>,
}

/// A type whose fields are all declared with a class.
pub trait Declared: Sized {
    /// The declared fields, in canonical order.
    const FIELDS: &'static [FieldDecl];

    /// Hands every field to `out`, in canonical order.
    fn fields(&self, subject: Subject, out: &mut Vec<Field>);

    /// Reads the fields back in the same order.
    ///
    /// # Errors
    /// [`crate::canonical::DecodeError`] when a field is missing, misnamed or malformed.
    fn from_fields(
        source: &mut crate::canonical::FieldReader<'_>,
    ) -> Result<Self, crate::canonical::DecodeError>;
}

/// Declares a struct whose every field carries a class word before its name:
/// `open`, `coded`, `personal`, `narrative`, or `mentions` for the one list of mentions.
///
/// A field that nobody classified does not compile.
#[macro_export]
macro_rules! declared {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $class:ident $field:ident : $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        $vis struct $name { $($(#[$fmeta])* pub $field: $ty),* }

        impl $crate::field::Declared for $name {
            const FIELDS: &'static [$crate::field::FieldDecl] = &[
                $($crate::field::FieldDecl { name: stringify!($field), class: $crate::declared!(@class $class) }),*
            ];

            fn fields(&self, subject: $crate::field::Subject, out: &mut Vec<$crate::field::Field>) {
                $($crate::declared!(@put $class self.$field, stringify!($field), subject, out);)*
            }

            fn from_fields(
                source: &mut $crate::canonical::FieldReader<'_>,
            ) -> Result<Self, $crate::canonical::DecodeError> {
                Ok(Self { $($field: $crate::declared!(@take $class source, stringify!($field))),* })
            }
        }
    };
    (@class open) => { $crate::field::FieldClass::Open };
    (@class coded) => { $crate::field::FieldClass::Coded };
    (@class personal) => { $crate::field::FieldClass::Personal };
    (@class narrative) => { $crate::field::FieldClass::Narrative };
    // The list itself only says how many there are; each mention's fields follow under their own names.
    (@class mentions) => { $crate::field::FieldClass::Coded };
    (@put mentions $value:expr, $name:expr, $subject:expr, $out:expr) => {
        $crate::mention::put_mentions(&$value, $name, $out)
    };
    (@put $class:ident $value:expr, $name:expr, $subject:expr, $out:expr) => {
        $out.push($crate::field::Field {
            name: $name,
            class: $crate::declared!(@class $class),
            subject: $subject,
            value: $crate::canonical::bytes_of(&$value),
        })
    };
    (@take mentions $source:expr, $name:expr) => { $crate::mention::take_mentions($source, $name)? };
    (@take $class:ident $source:expr, $name:expr) => { $source.take($name)? };
}

/// Declares a stage's output type: a struct whose field names can be compared with the audience declaration.
///
/// Source of the idea: a database dump whose columns are each declared public or private, checked in both directions.
#[macro_export]
macro_rules! output {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $field:ident : $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        $vis struct $name { $($(#[$fmeta])* pub $field: $ty),* }

        impl $crate::outputs::Output for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
        }
    };
}
