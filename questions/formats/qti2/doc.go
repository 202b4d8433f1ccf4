// Package qti2 reads QTI 2.x and 3.0, an item in a file of its own or a package of them (.zip), and writes packages of QTI 2.1.
//
// The specifications are at https://www.imsglobal.org/question/. Version 3.0 differs from 2.x in how names are written, so its names
// are mapped to those of 2.x while a file is read (qti-choice-interaction is choiceInteraction, max-choices is maxChoices).
package qti2
