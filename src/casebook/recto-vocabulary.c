/* recto-vocabulary.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Identifiers follow PRADO's glossary and the usage of FADO and the ICAO list of threats; the words are our own.
 */

#include "config.h"
#include "recto-vocabulary.h"

#include <glib/gi18n.h>

static const RectoTerm features[] = {
  { "S01", N_ ("Watermark, cylinder mould"), N_ ("Substrate"), "watermark_cylinder_mould" },
  { "S02", N_ ("Watermark, Fourdrinier"), N_ ("Substrate"), "watermark_fourdrinier" },
  { "S03", N_ ("Watermark, electrotype"), N_ ("Substrate"), "watermark_electrotype" },
  { "S04", N_ ("Security thread"), N_ ("Substrate"), "security_thread" },
  { "S05", N_ ("Windowed thread"), N_ ("Substrate"), "thread_windowed" },
  { "S06", N_ ("Visible fibres"), N_ ("Substrate"), "fibres_visible" },
  { "S07", N_ ("Fluorescent fibres"), N_ ("Substrate"), "fibres_fluorescent" },
  { "S08", N_ ("Planchettes"), N_ ("Substrate"), "planchettes" },
  { "S09", N_ ("UV-dull paper"), N_ ("Substrate"), "uv_dull_paper" },
  { "S10", N_ ("Chemically reactive paper"), N_ ("Substrate"), "chemically_reactive_paper" },
  { "S11", N_ ("Polycarbonate"), N_ ("Substrate"), "polycarbonate" },
  { "S12", N_ ("Synthetic paper"), N_ ("Substrate"), "synthetic_paper(teslin)" },
  { "S13", N_ ("Hybrid substrate"), N_ ("Substrate"), "hybrid_substrate" },
  { "S14", N_ ("Security window"), N_ ("Substrate"), "security_window" },
  { "S15", N_ ("Laser-perforated image"), N_ ("Substrate"), "laser_perforated_image" },
  { "P01", N_ ("Offset print"), N_ ("Print"), "offset" },
  { "P02", N_ ("Intaglio print"), N_ ("Print"), "intaglio" },
  { "P03", N_ ("Letterpress print"), N_ ("Print"), "letterpress" },
  { "P04", N_ ("Screen print"), N_ ("Print"), "screen" },
  { "P05", N_ ("Guilloche"), N_ ("Print"), "guilloche" },
  { "P06", N_ ("Rainbow print"), N_ ("Print"), "rainbow_iris" },
  { "P07", N_ ("Microprint"), N_ ("Print"), "microprint" },
  { "P08", N_ ("Microprint with deliberate error"), N_ ("Print"), "microprint_deliberate_error" },
  { "P09", N_ ("Relief or medallion pattern"), N_ ("Print"), "relief_medallion_pattern" },
  { "P10", N_ ("See-through register"), N_ ("Print"), "see_through_register" },
  { "P11", N_ ("Latent image, intaglio"), N_ ("Print"), "latent_image_intaglio" },
  { "P12", N_ ("Anti-copy pattern"), N_ ("Print"), "anti_copy_pattern(SAM)" },
  { "P13", N_ ("Number, letterpress"), N_ ("Print"), "numbering_letterpress" },
  { "P14", N_ ("Number, laser-perforated"), N_ ("Print"), "numbering_laser_perforated" },
  { "P15", N_ ("Document number, special print"), N_ ("Print"), "numbering_special" },
  { "P16", N_ ("Duplex line pattern"), N_ ("Print"), "duplex_line_pattern" },
  { "I01", N_ ("Fluorescent visible ink"), N_ ("Ink"), "fluorescent_visible" },
  { "I02", N_ ("Fluorescent invisible ink"), N_ ("Ink"), "fluorescent_invisible" },
  { "I03", N_ ("Bi-fluorescent ink (254 and 365)"), N_ ("Ink"), "bi_fluorescent(254/365)" },
  { "I04", N_ ("Phosphorescent ink"), N_ ("Ink"), "phosphorescent" },
  { "I05", N_ ("Anti-Stokes ink"), N_ ("Ink"), "anti_stokes" },
  { "I06", N_ ("IR-absorbing ink"), N_ ("Ink"), "IR_absorbing" },
  { "I07", N_ ("IR-transparent ink"), N_ ("Ink"), "IR_transparent/drop-out" },
  { "I08", N_ ("Metameric ink pair"), N_ ("Ink"), "metameric_pair" },
  { "I09", N_ ("Optically variable ink"), N_ ("Ink"), "OVI" },
  { "I10", N_ ("Metallic or iridescent ink"), N_ ("Ink"), "metallic_iridescent_pearl" },
  { "I11", N_ ("Thermochromic ink"), N_ ("Ink"), "thermochromic" },
  { "I12", N_ ("Photochromic ink"), N_ ("Ink"), "photochromic" },
  { "I13", N_ ("Bleeding or penetrating ink"), N_ ("Ink"), "bleeding_penetrating" },
  { "I14", N_ ("Reactive ink"), N_ ("Ink"), "reactive" },
  { "I15", N_ ("Magnetic ink"), N_ ("Ink"), "magnetic" },
  { "O01", N_ ("Hologram"), N_ ("Optically variable"), "hologram" },
  { "O02", N_ ("Kinegram or other DOVID"), N_ ("Optically variable"), "kinegram_or_other_DOVID" },
  { "O03", N_ ("Demetallised device"), N_ ("Optically variable"), "demetallised" },
  { "O04", N_ ("Multiple laser image"), N_ ("Optically variable"), "MLI" },
  { "O05", N_ ("Changeable laser image"), N_ ("Optically variable"), "CLI" },
  { "O06", N_ ("Lenticular tilt image"), N_ ("Optically variable"), "tilting_lens_lenticular" },
  { "O07", N_ ("Zero-order device"), N_ ("Optically variable"), "zero_order_device" },
  { "O08", N_ ("Retro-reflective laminate"), N_ ("Optically variable"), "retroreflective_laminate" },
  { "O09", N_ ("Latent filter image"), N_ ("Optically variable"), "latent_filter_image" },
  { "O10", N_ ("Transparent OVD overlay"), N_ ("Optically variable"), "OVD_transparent_overlay" },
  { "B01", N_ ("Stitching thread"), N_ ("Cover and binding"), "stitching_thread" },
  { "B02", N_ ("Multicoloured or fluorescent thread"), N_ ("Cover and binding"), "thread_multi_or_fluorescent" },
  { "B03", N_ ("Back stitch"), N_ ("Cover and binding"), "back_stitch" },
  { "B04", N_ ("Hinge of the data page"), N_ ("Cover and binding"), "hinge_data_page" },
  { "B05", N_ ("Endpaper"), N_ ("Cover and binding"), "endpaper" },
  { "B06", N_ ("Cover foil"), N_ ("Cover and binding"), "cover_foil" },
  { "B07", N_ ("Page numbering"), N_ ("Cover and binding"), "page_numbering" },
  { "B08", N_ ("Binding hole pattern"), N_ ("Cover and binding"), "binding_hole_pattern" },
  { "B09", N_ ("Blind embossing"), N_ ("Cover and binding"), "blind_embossing" },
  { "B10", N_ ("Dry seal"), N_ ("Cover and binding"), "dry_seal" },
  { "L01", N_ ("Laminate patch"), N_ ("Laminate"), "laminate_patch" },
  { "L02", N_ ("Full laminate"), N_ ("Laminate"), "laminate_full" },
  { "L03", N_ ("Sewn-in laminate"), N_ ("Laminate"), "laminate_sewn_in" },
  { "L04", N_ ("Printed overlay"), N_ ("Laminate"), "overlay_printed" },
  { "L05", N_ ("Tamper pattern"), N_ ("Laminate"), "tamper_pattern" },
  { "R01", N_ ("Laser engraving"), N_ ("Personalisation"), "laser_engraving" },
  { "R02", N_ ("Colour laser"), N_ ("Personalisation"), "colour_laser" },
  { "R03", N_ ("Inkjet print"), N_ ("Personalisation"), "inkjet" },
  { "R04", N_ ("Dye sublimation"), N_ ("Personalisation"), "dye_sublimation" },
  { "R05", N_ ("Toner print"), N_ ("Personalisation"), "toner" },
  { "R06", N_ ("Glued photograph"), N_ ("Personalisation"), "glued_photo" },
  { "R07", N_ ("Printed photograph"), N_ ("Personalisation"), "printed_photo" },
  { "R08", N_ ("Ghost image"), N_ ("Personalisation"), "ghost_secondary_image" },
  { "R09", N_ ("Perforated image"), N_ ("Personalisation"), "perforated_image" },
  { "R10", N_ ("Personalised OVD"), N_ ("Personalisation"), "personalised_OVD" },
  { "R11", N_ ("Encoded image (IPI)"), N_ ("Personalisation"), "IPI_encoded_image" },
  { "R12", N_ ("Raised tactile laser"), N_ ("Personalisation"), "raised_tactile_laser" },
  { "R13", N_ ("MRZ print (OCR-B)"), N_ ("Personalisation"), "MRZ_OCRB" },
  { "R14", N_ ("Signature"), N_ ("Personalisation"), "signature" },
  { "R15", N_ ("Handwriting"), N_ ("Personalisation"), "handwriting" },
  { "R16", N_ ("Photograph and background integration"), N_ ("Personalisation"), "photo_background_integration" },
  { "X01", N_ ("Machine-readable zone"), N_ ("Machine readable"), "MRZ" },
  { "X02", N_ ("Barcode"), N_ ("Machine readable"), "barcode_1d" },
  { "X03", N_ ("2D barcode"), N_ ("Machine readable"), "barcode_2d" },
  { "X04", N_ ("Visible digital seal"), N_ ("Machine readable"), "VDS" },
  { "X05", N_ ("Contactless chip"), N_ ("Machine readable"), "contactless_chip" },
  { "X06", N_ ("Contact chip"), N_ ("Machine readable"), "contact_chip" },
  { "X07", N_ ("Magnetic stripe"), N_ ("Machine readable"), "magnetic_stripe" },
  { NULL },
};

static const RectoTerm methods[] = {
  { "M01", N_ ("Counterfeit, whole document"), N_ ("Counterfeit"), "COUNTERFEIT_TOTAL" },
  { "M02", N_ ("Counterfeit data page"), N_ ("Counterfeit"), "COUNTERFEIT_DATA_PAGE_ONLY" },
  { "M03", N_ ("Counterfeit visa or label"), N_ ("Counterfeit"), "COUNTERFEIT_VISA_OR_LABEL" },
  { "M04", N_ ("Counterfeit stamp"), N_ ("Counterfeit"), "COUNTERFEIT_STAMP" },
  { "M10", N_ ("Photo put over the original"), N_ ("Photograph"), "PHOTO_SUBST_OVER" },
  { "M11", N_ ("Photo removed and replaced"), N_ ("Photograph"), "PHOTO_SUBST_REMOVED" },
  { "M12", N_ ("Photo replaced under the laminate"), N_ ("Photograph"), "PHOTO_SUBST_UNDER_LAMINATE" },
  { "M13", N_ ("Photo on foil overlay"), N_ ("Photograph"), "PHOTO_SUBST_FOIL_OVERLAY" },
  { "M14", N_ ("Photo reprinted over"), N_ ("Photograph"), "PHOTO_REPRINTED_OVER" },
  { "M20", N_ ("Erased mechanically"), N_ ("Text"), "TEXT_ERASURE_MECHANICAL" },
  { "M21", N_ ("Erased chemically"), N_ ("Text"), "TEXT_ERASURE_CHEMICAL" },
  { "M22", N_ ("Overwritten or added"), N_ ("Text"), "TEXT_OVERWRITTEN_ADDED" },
  { "M23", N_ ("MRZ altered"), N_ ("Text"), "MRZ_ALTERED" },
  { "M24", N_ ("Laser engraving added"), N_ ("Text"), "LASER_ENGRAVING_ADDED" },
  { "M30", N_ ("Laminate lifted, cut or replaced"), N_ ("Laminate and OVD"), "LAMINATE_LIFTED_CUT_REPLACED" },
  { "M31", N_ ("Counterfeit laminate"), N_ ("Laminate and OVD"), "LAMINATE_COUNTERFEIT" },
  { "M32", N_ ("OVD transplanted or imitated"), N_ ("Laminate and OVD"), "OVD_TRANSPLANTED_OR_IMITATED" },
  { "M40", N_ ("Data page substituted"), N_ ("Pages"), "PAGE_SUBST_DATA_PAGE" },
  { "M41", N_ ("Inner page substituted"), N_ ("Pages"), "PAGE_SUBST_INNER" },
  { "M42", N_ ("Page removed"), N_ ("Pages"), "PAGE_REMOVED" },
  { "M43", N_ ("Page inserted"), N_ ("Pages"), "PAGE_INSERTED" },
  { "M44", N_ ("Sheets resewn or restapled"), N_ ("Pages"), "SHEETS_RESEWN_RESTAPLED" },
  { "M45", N_ ("Cover changed"), N_ ("Pages"), "COVER_CHANGED" },
  { "M50", N_ ("Visa or stamp erased"), N_ ("Visas and stamps"), "VISA_STAMP_ERASED" },
  { "M51", N_ ("Visa transferred"), N_ ("Visas and stamps"), "VISA_TRANSFERRED" },
  { "M52", N_ ("Stamp forged by hand"), N_ ("Visas and stamps"), "STAMP_FORGED_HAND" },
  { "M53", N_ ("Dry seal imitated"), N_ ("Visas and stamps"), "DRY_SEAL_IMITATED" },
  { "M60", N_ ("Stolen blank personalised"), N_ ("Blanks, chip, composition"), "STOLEN_BLANK_PERSONALISED" },
  { "M61", N_ ("Chip destroyed"), N_ ("Blanks, chip, composition"), "CHIP_DESTROYED" },
  { "M62", N_ ("Chip replaced or cloned"), N_ ("Blanks, chip, composition"), "CHIP_REPLACED_OR_CLONED" },
  { "M63", N_ ("Composed of genuine parts"), N_ ("Blanks, chip, composition"), "COMPOSED_OF_GENUINE_PARTS" },
  { "M90", N_ ("Digital image manipulated (the scan, not the document)"), N_ ("Other"), "DIGITAL_IMAGE_MANIPULATED" },
  { "M99", N_ ("Other method"), N_ ("Other"), "OTHER" },
  { NULL },
};

static const RectoTerm results[] = {
  { "AS_EXPECTED", N_ ("As expected"), NULL, "AS_EXPECTED" },
  { "DEVIATES", N_ ("Deviates"), NULL, "DEVIATES" },
  { "ABSENT", N_ ("Absent"), NULL, "ABSENT" },
  { "PRESENT_BUT_DISTURBED", N_ ("Present but disturbed"), NULL, "PRESENT_BUT_DISTURBED" },
  { "NOT_ASSESSABLE_IMAGE", N_ ("Not assessable from the image"), NULL, "NOT_ASSESSABLE_IMAGE" },
  { "NOT_EXAMINED", N_ ("Not examined"), NULL, "NOT_EXAMINED" },
  { "NO_REFERENCE", N_ ("No reference"), NULL, "NO_REFERENCE" },
  { NULL },
};

static const RectoTerm page_roles[] = {
  { "DATA_PAGE", N_ ("Data page"), NULL, "DATA_PAGE" },
  { "COVER_FRONT", N_ ("Front cover"), NULL, "COVER_FRONT" },
  { "COVER_BACK", N_ ("Back cover"), NULL, "COVER_BACK" },
  { "ENDPAPER_FRONT", N_ ("Front endpaper"), NULL, "ENDPAPER_FRONT" },
  { "ENDPAPER_BACK", N_ ("Back endpaper"), NULL, "ENDPAPER_BACK" },
  { "OBSERVATIONS", N_ ("Observations"), NULL, "OBSERVATIONS" },
  { "OBJECT_PAGE", N_ ("Visa page"), NULL, "OBJECT_PAGE" },
  { "SPINE", N_ ("Spine"), NULL, "SPINE" },
  { "CENTRE_SPREAD", N_ ("Centre spread"), NULL, "CENTRE_SPREAD" },
  { "CARD_FRONT", N_ ("Card front"), NULL, "CARD_FRONT" },
  { "CARD_BACK", N_ ("Card back"), NULL, "CARD_BACK" },
  { "DETAIL", N_ ("Detail"), NULL, "DETAIL" },
  { NULL },
};

static const RectoTerm states[] = {
  { "DRAFT", N_ ("Draft"), NULL, "DRAFT" },
  { "EXAMINED", N_ ("Examined"), NULL, "EXAMINED" },
  { "IN_TECH_REVIEW", N_ ("In review"), NULL, "IN_TECH_REVIEW" },
  { "RETURNED", N_ ("Returned"), NULL, "RETURNED" },
  { "TECH_APPROVED", N_ ("Approved"), NULL, "TECH_APPROVED" },
  { "ADMIN_APPROVED", N_ ("Approved for issue"), NULL, "ADMIN_APPROVED" },
  { "ISSUED", N_ ("Issued"), NULL, "ISSUED" },
  { "AMENDED", N_ ("Amended"), NULL, "AMENDED" },
  { "SUPERSEDED", N_ ("Superseded"), NULL, "SUPERSEDED" },
  { "WITHDRAWN", N_ ("Withdrawn"), NULL, "WITHDRAWN" },
  { "CLOSED", N_ ("Closed"), NULL, "CLOSED" },
  { NULL },
};

const RectoTerm *
recto_vocabulary_features (void)
{
  return features;
}

const RectoTerm *
recto_vocabulary_methods (void)
{
  return methods;
}

const RectoTerm *
recto_vocabulary_results (void)
{
  return results;
}

const RectoTerm *
recto_vocabulary_page_roles (void)
{
  return page_roles;
}

const RectoTerm *
recto_vocabulary_states (void)
{
  return states;
}

const RectoTerm *
recto_vocabulary_find (const RectoTerm *list, const char *id)
{
  for (; id != NULL && list->id != NULL; list++)
    if (g_str_equal (list->id, id))
      return list;
  return NULL;
}
