/* Private: a row of a services file as a profile. */
#ifndef KHAJU_REGISTRY_IMPORT_SERVICE_H
#define KHAJU_REGISTRY_IMPORT_SERVICE_H

#include "registry_import_internal.h"

#define SERVICE_COLUMNS(X) \
    X(AGENCY, "agency_fa", "دستگاه|نام دستگاه|دستگاه اجرایی|نام دستگاه اجرایی", true) \
    X(TITLE, "service_title_fa", "title|عنوان خدمت|نام خدمت", true) \
    X(CODE, "service_id", "code|شناسه خدمت|کد خدمت", false) \
    X(PARENT, "parent_service", "خدمت مادر", false) \
    X(TYPE, "type", "نوع خدمت", false) \
    X(LEVEL, "level", "سطح خدمت", false) \
    X(LIFE_EVENT, "life_event", "رویداد|رویداد مرتبط", false) \
    X(VOLUME, "volume_per_year", "volume|تعداد در سال", false) \
    X(TIME, "avg_time", "time|متوسط زمان|مدت زمان", false) \
    X(VISITS, "visits", "تعداد مراجعه|تعداد بار مراجعه حضوری", false) \
    X(FEE, "fee_rial", "fee|هزینه|هزینه (ریال)", false) \
    X(DOCUMENTS, "documents_required", "documents|مدارک|مدارک لازم", false) \
    X(LAWS, "legal_basis", "قوانین|مستند قانونی", false) \
    X(CHANNEL_INFO, "channel_info", "اطلاع‌رسانی", false) \
    X(CHANNEL_REQUEST, "channel_request", "درخواست", false) \
    X(CHANNEL_PROCESSING, "channel_processing", "تولید", false) \
    X(CHANNEL_DELIVERY, "channel_delivery", "ارائه", false) \
    X(VISIT_REASON, "visit_reason", "علت مراجعه|ضرورت مراجعه حضوری", false) \
    X(LINKED, "linked_agencies", "دستگاه‌های مرتبط|استعلام‌ها", false) \
    X(URL, "url_source", "url|نشانی منبع|نشانی", false) \
    X(COUNTERPART, "counterpart_fa", "*_counterpart_fa|دستگاه استان", false) \
    X(VOLUME_PARTIAL, "volume_partial", "تعداد ناقص", false) \
    X(VINTAGE, "source_vintage", "vintage|تاریخ منبع", false) \
    X(KIND, "source_kind", "نوع منبع", false) \
    X(NOTE, "note", "توضیح|توضیحات", false) \
    X(OUR_TYPE, "our_type", "", false) \
    X(OUR_LEVEL, "our_level", "", false) \
    X(OUR_LIFE_EVENT, "our_life_event", "", false) \
    X(DESCRIPTION, "description", "شرح خدمت|شرح", false) \
    X(COMPLAINT, "complaint", "شکایت|نحوه شکایت", false) \
    X(DECLARED, "declared_level", "سطح بلوغ اعلامی", false)
enum service_column {
#define X(name, column, aliases, required) SERVICE_COLUMN_##name,
    SERVICE_COLUMNS(X)
#undef X
        SERVICE_COLUMN_COUNT
};

/* Reads the row into a profile; what cannot be read becomes issues. own: the publisher is one of
   the providers; province: the province's name, "" if it is not known. */
enum err import_service_profile(struct import_run *run, bool own, const char *province,
                                struct profile *out) WARN_UNUSED;

#endif
