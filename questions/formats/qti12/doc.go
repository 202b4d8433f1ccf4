// Package qti12 reads IMS QTI 1.2, as Canvas, Blackboard and Respondus export it: an XML file, or a zip with such files (.zip, .imscc)
// and the pictures they show.
//
// The specification is at https://www.imsglobal.org/question/qtiv1p2/imsqti_asi_bindv1p2.html. Exporters follow it loosely, so what a
// question is is taken from where they say it (question_type of Canvas, bbmd_questiontype of Blackboard) and else from its responses.
package qti12
