/* Ad-hoc sub-processes (13.3.5): what is in them is begun by people, and ends when its completion
   condition holds, or somebody says so. */
#include "engine_internal.h"

const struct engine_node *engine_ad_hoc_activity(const struct engine_level *level, const char *id) {
    const struct engine_node *node = engine_find_node(level, id);
    bool fits = node != NULL && engine_is(node, BPMN_IS_ACTIVITY) && !node->bpmn->by_event &&
                !node->bpmn->for_compensation && node->incoming_count == 0;
    return fits ? node : NULL;
}

void engine_close_ad_hoc(struct engine_run *run, struct engine_token *owner) {
    const struct engine_frame *frame = engine_find_frame(run->state, owner->inside);
    owner->closing = true;
    if (frame != NULL && !owner->node->keeps_others) {
        engine_withdraw_inside(run, frame, NULL);
    }
}

void engine_check_ad_hoc(struct engine_run *run, uint32_t frame_id) {
    const struct engine_frame *frame = engine_find_frame(run->state, frame_id);
    struct engine_token *owner = frame == NULL ? NULL : engine_find_token(run->state, frame->owner);
    bool conditional = owner != NULL && owner->node->type == BPMN_AD_HOC && !owner->closing &&
                       owner->node->completion != NULL;
    struct feel_value value;
    if (!conditional) {
        return;
    }
    const char *wrong = engine_try(run, NULL, frame_id, owner->node->completion, &value);
    if (wrong == NULL && value.type != FEEL_BOOLEAN) {
        wrong = "ENG-23";
    }
    if (wrong != NULL) {
        engine_raise(run, owner, wrong, owner->node->completion->text);
    } else if (value.boolean) {
        engine_close_ad_hoc(run, owner);
    }
}
